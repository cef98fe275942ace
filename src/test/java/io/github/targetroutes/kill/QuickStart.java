package io.github.targetroutes.kill;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What makes many starts of the program quick: the first one that ends by itself leaves an archive
 * of the classes that it had loaded, and the others start with it in two thirds of the time. The
 * JVM demands a class path of jars for that.
 */
final class QuickStart {

  private final Path archive;
  private final String classPath;

  /**
   * @param folder where the jars and the archive go
   */
  QuickStart(Path folder) {
    archive = folder.resolve("classes.jsa");
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path classes = Path.of(entry);
      jars.add(
          Files.isDirectory(classes)
              ? pack(classes, folder.resolve("classes-" + jars.size() + ".jar")).toString()
              : entry);
    }
    classPath = String.join(File.pathSeparator, jars);
  }

  private static Path pack(Path classes, Path jar) {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path from : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(
            new JarEntry(classes.relativize(from).toString().replace(File.separatorChar, '/')));
        Files.copy(from, out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String classPath() {
    return classPath;
  }

  /** Options of the JVM for a program that will end by itself. */
  String[] ending() {
    return options(
        (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive);
  }

  /** Options of the JVM for a program that will be killed. */
  String[] killed(KillPoint point) {
    // A class of the archive counts as loaded, and could not be defined anew.
    return point.isMethod() || !Files.exists(archive)
        ? options("--add-opens=java.base/java.lang=ALL-UNNAMED")
        : options("-XX:SharedArchiveFile=" + archive);
  }

  private static String[] options(String more) {
    return new String[] {
      "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable", "-Xlog:all=error:stderr", more
    };
  }
}
