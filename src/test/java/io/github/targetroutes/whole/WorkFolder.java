package io.github.targetroutes.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A working folder of its own, from which the program is run as a user runs it. */
final class WorkFolder {

  /** The profile under which the program calls a sandbox that runs elsewhere. */
  static final String ELSEWHERE = "elsewhere";

  private final Path folder;

  private WorkFolder(Path folder) {
    this.folder = folder;
  }

  /** A folder without {@code routes/} and {@code config/}: those of the class path are used. */
  static WorkFolder bare(Path parent) {
    try {
      return new WorkFolder(Files.createTempDirectory(parent, "home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with copies of {@code routes/} and {@code config/}, as after a clone. */
  static WorkFolder in(Path parent) {
    WorkFolder home = bare(parent);
    copy(Path.of("routes"), home.path("routes"));
    copy(Path.of("config"), home.path("config"));
    return home;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Lets the program call this sandbox, under the profile {@link #ELSEWHERE}. */
  WorkFolder calling(SandboxProgram sandbox) {
    List<String> lines = new ArrayList<>();
    sandbox.settings().forEach((key, value) -> lines.add(key + "=" + value));
    write("config/application-" + ELSEWHERE + ".properties", String.join("\n", lines));
    return this;
  }

  /** Changes the first place of a text in a file. */
  WorkFolder change(String file, String from, String to) {
    String text = read(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(file + " does not hold " + from);
    }
    int at = text.indexOf(from);
    return write(file, text.substring(0, at) + to + text.substring(at + from.length()));
  }

  WorkFolder write(String file, String text) {
    try {
      Files.createDirectories(path(file).getParent());
      Files.writeString(path(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the files in a folder below this one, sorted; none where it isn't there. */
  List<String> names(String name) {
    if (!Files.isDirectory(path(name))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the program here. */
  Program run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /**
   * Starts the program here.
   *
   * @param settings given as system properties ({@code -D})
   */
  Program run(Map<String, String> settings, String... arguments) {
    return Program.start(folder, new LinkedHashMap<>(settings), List.of(arguments));
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
