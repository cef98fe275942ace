package io.github.targetroutes.routes;

import io.github.targetroutes.ops.SecretMask;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What the log says from now on until this is closed, with the levels that are shipped, as an
 * operator would read it.
 */
public final class LogLines extends AbstractAppender implements AutoCloseable {

  private final List<LogEvent> events = new CopyOnWriteArrayList<>();

  private LogLines() {
    super("lines", null, null, true, Property.EMPTY_ARRAY);
  }

  /** Listens from now on. */
  public static LogLines listen() {
    LogLines lines = new LogLines();
    lines.start();
    LogManager.getLogger(LogLines.class);
    Configurator.reconfigure(Path.of("config/log4j2.properties").toUri());
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    LoggerConfig root = context.getConfiguration().getRootLogger();
    root.getAppenders().keySet().forEach(root::removeAppender);
    root.addAppender(lines, null, null);
    return lines;
  }

  /** The messages of one level, oldest first, as they are shown: masked. */
  public List<String> at(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().equals(level))
        .map(LogLines::text)
        .toList();
  }

  /** All messages as they were logged, before anything masks them. */
  public List<String> raw() {
    return events.stream().map(event -> event.getMessage().getFormattedMessage()).toList();
  }

  /** Warnings and errors, as {@code WARN text}. */
  public List<String> complaints() {
    return all().stream().filter(line -> !line.startsWith("INFO ")).toList();
  }

  /** All messages, as {@code INFO text}. */
  public List<String> all() {
    return events.stream().map(event -> event.getLevel() + " " + text(event)).toList();
  }

  private static String text(LogEvent event) {
    return SecretMask.mask(event.getMessage().getFormattedMessage());
  }

  /** Forgets what was said so far. */
  public void forget() {
    events.clear();
  }

  @Override
  public void append(LogEvent event) {
    events.add(event.toImmutable());
  }

  @Override
  public void close() {
    Configurator.reconfigure();
    stop();
  }
}
