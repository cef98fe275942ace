package io.github.targetroutes.ops;

import io.github.targetroutes.Home;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;

/** Where the log's configuration comes from. */
public final class Logging {

  private static final String FILE = "log4j2.properties";
  private static final String LOCATION = "log4j2.configurationFile";

  private Logging() {}

  /**
   * Takes {@code log4j2.properties} of the operator's folder {@code config/}, or the copy on the
   * class path where there is none. A location given with {@code -Dlog4j2.configurationFile} goes
   * before both. To be called before the first logger is made; where Log4j is running already
   * (embedded, tests), it is configured anew.
   *
   * @param config the folder {@code config/}
   */
  public static void configure(Optional<Path> config) {
    if (System.getProperty(LOCATION) != null) {
      return;
    }
    String location =
        config
            .map(folder -> folder.resolve(FILE))
            .filter(Files::isReadable)
            .map(file -> file.toAbsolutePath().toUri().toString())
            .orElse(Home.onClassPath("config/" + FILE));
    System.setProperty(LOCATION, location);
    if (isRunning()) {
      Configurator.reconfigure(URI.create(location));
    }
  }

  /**
   * For commands, whose answer is what they print: only warnings are logged, and the fault that a
   * command ends with is left to it. What {@code log.level} asks for is left as it is.
   */
  public static void quiet() {
    if (System.getProperty("log.level") == null && System.getenv("LOG_LEVEL") == null) {
      Configurator.setLevel("io.github.targetroutes", Level.WARN);
    }
    Configurator.setLevel(FaultLog.class.getName(), Level.OFF);
  }

  /** Whether stack traces are asked for: {@code -Dlog.stacktrace=true}, or the environment. */
  public static boolean stacktrace() {
    String asked = System.getenv().getOrDefault("LOG_STACKTRACE", "false");
    return Boolean.parseBoolean(System.getProperty("log.stacktrace", asked));
  }

  private static boolean isRunning() {
    return LogManager.getFactory() instanceof Log4jContextFactory factory
        && !factory.getSelector().getLoggerContexts().isEmpty();
  }
}
