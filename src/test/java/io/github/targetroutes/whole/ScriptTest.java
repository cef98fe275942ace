package io.github.targetroutes.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A script in a process of its own, in an empty folder. */
abstract class ScriptTest {

  @TempDir Path folder;
  final Map<String, String> environment = new HashMap<>();

  record Ended(int exitCode, String out, String err) {}

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
