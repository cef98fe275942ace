package io.github.targetroutes.whole;

import io.github.targetroutes.Application;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;

/**
 * The program in the folder that {@code mvn package} makes, with an archive of the classes that it
 * loads, with which it starts in two thirds of the time: where the start script looks for it. All
 * JVMs of a build share it; the first one makes it.
 */
public final class Installed {

  /** The zip of the same. */
  static final Path ZIP = Path.of(System.getProperty("distribution", zip()));

  private static final Path HOME = Path.of(ZIP.toString().replaceFirst("\\.zip$", ""));
  private static final Path LIBRARY = HOME.resolve("lib");

  /** A short life is not worth the best code. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=3", "-XX:+UseSerialGC");

  private static final Path ARCHIVE = archive();

  private Installed() {}

  /** Its start script. */
  static Path script() {
    return HOME.resolve("bin/target-routes");
  }

  /** As the start script has it: where that differs, the archive is of no use. */
  public static String classPath() {
    return LIBRARY + "/*";
  }

  /** The program's class path, with the tests behind it. */
  public static String classPathWithTests() {
    return Stream.of(classPath(), place(Installed.class), place(ByteBuddy.class))
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }

  /** Options of the JVM. */
  public static List<String> options() {
    return with("-XX:SharedArchiveFile=" + ARCHIVE);
  }

  /**
   * Options of the JVM for a program of which a class is defined anew: it must not be there yet.
   */
  public static List<String> optionsWithoutArchive() {
    return with("-Xshare:auto");
  }

  private static List<String> with(String sharing) {
    List<String> options = new ArrayList<>(SHORT_LIVED);
    options.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", sharing));
    return options;
  }

  /** Outside of a build of Maven: that of the last one. */
  private static String zip() {
    try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
      return files
          .map(Path::toString)
          .filter(name -> name.matches(".*/target-routes-[^/]*\\.zip"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no zip in target: run mvn package"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path archive() {
    try {
      Path cache = Files.createDirectories(HOME.resolve("cache"));
      Path archive = cache.resolve(nameOfArchive());
      try (FileChannel lock =
          FileChannel.open(
              cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        if (!Files.exists(archive) || isOlderThanLibrary(archive)) {
          make(archive);
        }
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOfArchive() throws IOException {
    Process sum = new ProcessBuilder("cksum").start();
    sum.getOutputStream().write(HOME.toRealPath().toString().getBytes(StandardCharsets.UTF_8));
    sum.getOutputStream().close();
    String answer = new String(sum.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return "classes-%s-%s.jsa".formatted(System.getProperty("java.version"), answer.split(" ")[0]);
  }

  private static boolean isOlderThanLibrary(Path archive) throws IOException {
    FileTime made = Files.getLastModifiedTime(archive);
    try (Stream<Path> files = Files.walk(LIBRARY)) {
      return files.anyMatch(file -> made.toInstant().isBefore(changed(file)));
    }
  }

  private static Instant changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run on the sandbox loads most of what any other does. */
  private static void make(Path archive) throws IOException {
    Path made = archive.resolveSibling("made");
    Path work = Files.createTempDirectory(HOME.getParent(), "archive");
    Path input = Files.createDirectories(work.resolve("data/inbox/profiles")).resolve("a.csv");
    Files.writeString(input, Customers.csv(100));
    // Nobody waits for more to be written to it.
    Files.setLastModifiedTime(input, FileTime.from(Instant.EPOCH));
    try (Program program =
        Program.start(
            work,
            with("-XX:ArchiveClassesAtExit=" + made),
            classPath(),
            Application.class,
            Map.of(
                "sandbox.port", FirstRunIT.freePort(),
                "sandbox.sample-rows", "0",
                "sandbox.batch-delay", "10ms",
                "error.target.pending-delays", "0:50",
                "ops.once-idle", "700"),
            Map.of(),
            List.of("--once"))) {
      program.exitCode();
    }
    Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
  }
}
