package io.github.targetroutes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

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
    return folder(name).map(folder -> "file:" + folder).orElse(onClassPath(name));
  }

  /** The one of the class path, whatever folders there are. */
  public static String onClassPath(String name) {
    return CLASS_PATH + name;
  }
}
