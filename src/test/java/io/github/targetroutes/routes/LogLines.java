package io.github.targetroutes.routes;

import io.github.targetroutes.ops.SecretMask;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What the log says from now on until this is closed, as an operator would read it. */
public final class LogLines extends AbstractAppender implements AutoCloseable {

  private static final Logger ROOT = (Logger) LogManager.getRootLogger();

  private final List<LogEvent> events = new CopyOnWriteArrayList<>();

  private LogLines() {
    super("lines", null, null, true, Property.EMPTY_ARRAY);
  }

  /** Listens from now on. */
  public static LogLines listen() {
    LogLines lines = new LogLines();
    lines.start();
    Configurator.setRootLevel(Level.WARN);
    Configurator.setLevel("io.github.targetroutes", Level.INFO);
    ROOT.getAppenders().values().forEach(ROOT::removeAppender);
    ROOT.addAppender(lines);
    return lines;
  }

  /** The messages of one level, oldest first, as they are shown: masked. */
  public List<String> at(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().equals(level))
        .map(event -> SecretMask.mask(event.getMessage().getFormattedMessage()))
        .toList();
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
