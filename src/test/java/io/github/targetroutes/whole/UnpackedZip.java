package io.github.targetroutes.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unpacked into a folder whose name has a space, and started by its script. */
abstract class UnpackedZip {

  static final Path ZIP = Path.of(System.getProperty("distribution"));

  @TempDir static Path parent;
  static Path home;
  static Path script;

  @TempDir Path folder;
  final Map<String, String> environment = new HashMap<>();

  record Ended(int exitCode, String out, String err) {}

  @BeforeAll
  static void unpack() throws IOException {
    home = parent.resolve("a folder/target-routes");
    script = home.resolve("bin/target-routes");
    try (FileSystem zip =
            FileSystems.newFileSystem(ZIP, Map.of("enablePosixFileAttributes", "true"));
        Stream<Path> files = Files.walk(zip.getPath("/"))) {
      Path top = zip.getPath("/").resolve(ZIP.getFileName().toString().replace(".zip", ""));
      for (Path file : files.filter(file -> file.startsWith(top)).toList()) {
        Path copy = home.resolve(top.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
      }
    }
  }

  @BeforeEach
  void useThisJava() {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  Ended run(Path program, String... arguments) {
    try {
      Path out = Files.createTempFile(folder, "program", ".out");
      Path err = Files.createTempFile(folder, "program", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("still running: " + Files.readString(err));
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
