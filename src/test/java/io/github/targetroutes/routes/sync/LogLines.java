package io.github.targetroutes.routes.sync;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What the operator reads: the log with the levels that are shipped, a line as {@code ERROR x}. */
final class LogLines implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogLines() {
    LogManager.getLogger(LogLines.class);
    Configurator.reconfigure(Path.of("config/log4j2.properties").toUri());
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    LoggerConfig root = context.getConfiguration().getRootLogger();
    root.getAppenders().keySet().forEach(root::removeAppender);
    AbstractAppender appender =
        new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    root.addAppender(appender, null, null);
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  /** Warnings and errors. */
  List<String> complaints() {
    return lines.stream().filter(line -> !line.startsWith("INFO ")).toList();
  }

  void clear() {
    lines.clear();
  }

  @Override
  public void close() {
    Configurator.reconfigure();
  }
}
