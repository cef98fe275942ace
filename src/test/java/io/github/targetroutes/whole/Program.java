package io.github.targetroutes.whole;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** The program in a JVM of its own, and what it says on its two streams. */
public final class Program implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private Program(Process process) {
    this.process = process;
    readers.add(read(process.getInputStream(), out));
    readers.add(read(process.getErrorStream(), err));
  }

  /**
   * Starts it.
   *
   * @param jvm options of the JVM
   * @param classPath where the program is
   * @param main the class that begins
   * @param settings given as system properties
   * @param environment given as environment variables
   */
  static Program start(
      Path folder,
      List<String> jvm,
      String classPath,
      Class<?> main,
      Map<String, String> settings,
      Map<String, String> environment,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    return start(folder, command, environment);
  }

  /**
   * Starts Camel Main as it is: the program is no more than a jar on its class path.
   *
   * @param folder the working folder, the first on the class path
   */
  static Program camelMain(Path folder, Map<String, String> environment) {
    return start(
        folder,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            "." + File.pathSeparator + classPath(),
            Main.class.getName()),
        environment);
  }

  private static Program start(Path folder, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|LOG_.*"));
    builder.environment().putAll(environment);
    try {
      return new Program(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That of the tests, without the tests. */
  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Thread read(InputStream stream, List<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException killed) {
                // What was said until then is kept.
              }
            });
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  /** Waits for the end. */
  public int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + this);
      }
      for (Thread reader : readers) {
        reader.join(PATIENCE.toMillis());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a line in which the pattern is found, and gives the match. */
  public Matcher says(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    until("says " + pattern, () -> said(wanted) != null);
    return said(wanted);
  }

  /** Waits for something to become true while the program runs. */
  public void until(String what, BooleanSupplier condition) {
    await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              boolean ended = !process.isAlive();
              if (condition.getAsBoolean()) {
                return true;
              }
              if (ended) {
                exitCode();
                if (condition.getAsBoolean()) {
                  return true;
                }
                throw new AssertionError("ended before it " + what + ": " + this);
              }
              return false;
            });
  }

  /** Whether it has printed a line in which the pattern is found. */
  boolean hasSaid(String pattern) {
    return said(Pattern.compile(pattern)) != null;
  }

  private Matcher said(Pattern wanted) {
    for (List<String> lines : List.of(err, out)) {
      for (String line : lines) {
        Matcher match = wanted.matcher(line);
        if (match.find()) {
          return match;
        }
      }
    }
    return null;
  }

  /** Writes a line to its standard input. */
  void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}: it has no chance to do anything more. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** {@code kill -15}, as a service manager or Ctrl+C stops it. */
  public void terminate() {
    // Java's own way to send it closes the streams, and what the program says at its end is lost.
    signal("TERM");
  }

  /** It stands still until {@link #thaw}: as in a pause of its machine. */
  void freeze() {
    signal("STOP");
  }

  /** It goes on, and knows nothing of the pause. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int failed = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
      if (failed != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** The lines on standard output. */
  public List<String> out() {
    return List.copyOf(out);
  }

  /** The lines on the error stream, where the log goes. */
  public List<String> err() {
    return List.copyOf(err);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  @Override
  public String toString() {
    return "\n" + String.join("\n", out) + "\n" + String.join("\n", err);
  }
}
