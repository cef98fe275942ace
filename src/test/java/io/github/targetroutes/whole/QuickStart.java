package io.github.targetroutes.whole;

import io.github.targetroutes.Application;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes many starts of the program quick: an archive of the classes that it loads, with which
 * it starts in two thirds of the time, as the start scripts of the distribution have it. The JVM
 * demands a class path of jars for that. All JVMs of a build share one; the first one makes it.
 */
public final class QuickStart {

  private static final Path FOLDER = Path.of("target/quick-start").toAbsolutePath();

  /** A short life is not worth the best code. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=3", "-XX:+UseSerialGC");

  private static final QuickStart ONE = new QuickStart();

  private final Path archive;
  private final String classPath;
  private final String testClasses;

  private QuickStart() {
    try {
      Files.createDirectories(FOLDER);
      try (FileChannel lock =
          FileChannel.open(
              FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        classPath = jars(Program.classPath());
        testClasses =
            jars(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.endsWith("test-classes"))
                    .collect(Collectors.joining(File.pathSeparator)));
        int content = (System.getProperty("java.vm.version") + classPath).hashCode();
        archive = FOLDER.resolve("classes-" + Integer.toHexString(content) + ".jsa");
        if (!Files.exists(archive)) {
          makeArchive();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's class path. */
  public static String classPath() {
    return ONE.classPath;
  }

  /** The program's class path, with the tests behind it. */
  public static String classPathWithTests() {
    return ONE.classPath + File.pathSeparator + ONE.testClasses;
  }

  /** Options of the JVM. */
  public static List<String> options() {
    return with("-XX:SharedArchiveFile=" + ONE.archive);
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

  /** A run on the sandbox loads most of what any other does. */
  private void makeArchive() throws IOException {
    Path made = FOLDER.resolve("made.jsa");
    Path home = Files.createTempDirectory(FOLDER, "home");
    try (Program program =
        Program.start(
            home,
            with("-XX:ArchiveClassesAtExit=" + made),
            classPath,
            Application.class,
            Map.of(
                "sandbox.port", FirstRunIT.freePort(),
                "sandbox.sample-rows", "100",
                "sandbox.batch-delay", "10ms",
                "error.target.pending-delays", "0:50",
                "ops.once-idle", "700"),
            Map.of(),
            List.of("--once"))) {
      program.exitCode();
    }
    Files.move(made, archive);
  }

  private static String jars(String entries) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : entries.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      jars.add(Files.isDirectory(path) ? jar(path).toString() : entry);
    }
    return String.join(File.pathSeparator, jars);
  }

  /** Its name tells what is in it. */
  private static Path jar(Path classes) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(file -> !file.equals(classes)).sorted().toList();
    }
    int content = classes.hashCode();
    for (Path file : files) {
      content = 31 * content + file.hashCode();
      content = 31 * content + Files.getLastModifiedTime(file).hashCode();
    }
    Path jar = FOLDER.resolve(classes.getFileName() + "-" + Integer.toHexString(content) + ".jar");
    if (!Files.exists(jar)) {
      pack(classes, files, jar);
    }
    return jar;
  }

  private static void pack(Path classes, List<Path> files, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path from : files) {
        String name = classes.relativize(from).toString().replace(File.separatorChar, '/');
        // Camel looks for routes in folders, so these have entries too.
        boolean folder = Files.isDirectory(from);
        out.putNextEntry(new JarEntry(folder ? name + "/" : name));
        if (!folder) {
          Files.copy(from, out);
        }
      }
    }
  }
}
