package io.github.targetroutes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.util.AntPathMatcher;

/** Where an operator's own {@code routes/} and {@code config/} stand. */
public final class Home {

  /** Set by the start script: the folder that the program was installed in. */
  private static final String INSTALLED = "target-routes.home";

  /**
   * A folder of this name alone: Spring Boot takes {@code config/application.properties} of any jar
   * for its own settings.
   */
  private static final String CLASS_PATH = "classpath:target-routes/";

  private Home() {}

  /**
   * The folder of that name in the working directory, or else in the one that the program was
   * installed in; empty where there is none.
   */
  public static Optional<Path> folder(String name) {
    return Stream.of("", System.getProperty(INSTALLED, ""))
        .distinct()
        .map(home -> Path.of(home).resolve(name))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /** That folder as Camel takes it, or the one of the class path where there is none. */
  public static String location(String name) {
    return folder(name).map(folder -> "file:" + behindLink(folder)).orElse(onClassPath(name));
  }

  /**
   * The folder of routes as Camel takes it.
   *
   * @throws ConfigurationException where nothing in it, or not all, would be read
   */
  static String routes() {
    String location = location("routes");
    if (location.startsWith("file:")) {
      requireRoutes(Path.of(location.substring("file:".length())));
    }
    return location;
  }

  /** Camel looks for routes in folders, and not behind links to folders. */
  private static Path behindLink(Path folder) {
    try {
      return Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void requireRoutes(Path folder) {
    boolean some = false;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isSymbolicLink(file) && Files.isDirectory(file)) {
          throw new ConfigurationException(
              file
                  + " is a link to a folder, in which routes are not looked for; link its files, or"
                  + " the folder "
                  + folder
                  + " as a whole");
        }
        some |= file.getFileName().toString().endsWith(".camel.yaml");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!some) {
      throw new ConfigurationException(
          "There are no routes in "
              + folder
              + "; put them back, or take the folder away, then those of the program are used");
    }
  }

  /**
   * The route files that a pattern names. In a folder Camel looks for them itself; in a jar, or in
   * a jar within another, it does not find them in folders, so they are named one by one.
   */
  static Stream<String> named(String location, String pattern) {
    return location.startsWith(CLASS_PATH) && pattern.contains("*")
        ? routesOfClassPath().filter(route -> AntPathMatcher.INSTANCE.match(pattern, route))
        : Stream.of(pattern);
  }

  /** The names of all route files that the program brings. */
  static Stream<String> routesOfClassPath() {
    try (InputStream names = Home.class.getResourceAsStream("/target-routes/routes.txt")) {
      return new String(names.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one of the class path, whatever folders there are. */
  public static String onClassPath(String name) {
    return CLASS_PATH + name;
  }
}
