package io.github.targetroutes.whole;

import io.github.targetroutes.Application;
import io.github.targetroutes.TestKeys;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A working folder of its own, from which the program is run as a user runs it. */
public final class WorkFolder {

  /** The profile under which the program calls a sandbox that runs elsewhere. */
  public static final String ELSEWHERE = "elsewhere";

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> jvm = Installed.options();
  private String classPath = Installed.classPath();
  private Class<?> main = Application.class;

  private WorkFolder(Path folder) {
    this.folder = folder;
  }

  /** A folder without {@code routes/} and {@code config/}: those of the class path are used. */
  public static WorkFolder bare(Path parent) {
    try {
      return new WorkFolder(Files.createTempDirectory(parent, "home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with copies of {@code routes/} and {@code config/}, as after a clone. */
  public static WorkFolder in(Path parent) {
    WorkFolder home = bare(parent);
    copy(Path.of("routes"), home.path("routes"));
    copy(Path.of("config"), home.path("config"));
    return home;
  }

  /** Puts a key pair where the sandbox looks for its own, which it then needn't make. */
  WorkFolder withKeyPair() {
    PrivateKeys.writePem(TestKeys.ONE.getPrivate(), path("data/sandbox/private.key"));
    Certificates.writePem(TestSandbox.CERTIFICATE, path("data/sandbox/certificate.pem"));
    return this;
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Lets the program call this sandbox, under the profile {@link #ELSEWHERE}. */
  public WorkFolder calling(OuterSandbox sandbox) {
    List<String> lines = new ArrayList<>();
    sandbox.settings().forEach((key, value) -> lines.add(key + "=" + value));
    write("config/application-" + ELSEWHERE + ".properties", String.join("\n", lines));
    return this;
  }

  /** Changes the first place of a text in a file. */
  public WorkFolder change(String file, String from, String to) {
    String text = read(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(file + " does not hold " + from);
    }
    int at = text.indexOf(from);
    return write(file, text.substring(0, at) + to + text.substring(at + from.length()));
  }

  public WorkFolder write(String file, String text) {
    try {
      Files.createDirectories(path(file).getParent());
      Files.writeString(path(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the files in a folder below this one, sorted; none where it isn't there. */
  public List<String> names(String name) {
    if (!Files.isDirectory(path(name))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the programs that start here an environment variable. */
  public WorkFolder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Gives the programs that start here options of the JVM, in place of those for a quick start. */
  public WorkFolder jvm(String... options) {
    jvm = List.of(options);
    return this;
  }

  /** Has what starts here begin with the main method of another class, on another class path. */
  public WorkFolder main(Class<?> type, String classPath) {
    this.main = type;
    this.classPath = classPath;
    return this;
  }

  /** Starts the program here. */
  public Program run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /**
   * Starts the program here.
   *
   * @param settings given as system properties ({@code -D})
   */
  public Program run(Map<String, String> settings, String... arguments) {
    return Program.start(folder, jvm, classPath, main, settings, environment, List.of(arguments));
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
