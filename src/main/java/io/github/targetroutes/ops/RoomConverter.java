package io.github.targetroutes.ops;

import java.util.Set;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;

/**
 * {@code %room} in a log pattern: the room that speaks ({@code auth}, {@code sync}, ...), {@code
 * main} for the program itself, or the name of the library ({@code camel}, {@code vertx}).
 *
 * <p>The room follows {@code io.github.targetroutes.} in the logger's name, as the package of a
 * class or as the beginning of a route's id. Routes log under their id by {@code
 * camel.main.log-name=io.github.targetroutes.${routeId}}.
 */
@Plugin(name = "RoomConverter", category = PatternConverter.CATEGORY)
@ConverterKeys("room")
public final class RoomConverter extends LogEventPatternConverter {

  private static final String HOUSE = "io.github.targetroutes.";
  private static final Set<String> NOT_A_NAME = Set.of("org", "com", "io", "net", "apache");

  private RoomConverter() {
    super("Room", "room");
  }

  /** Called by Log4j. */
  public static RoomConverter newInstance(String[] options) {
    return new RoomConverter();
  }

  @Override
  public void format(LogEvent event, StringBuilder out) {
    out.append(room(event.getLoggerName()));
  }

  static String room(String logger) {
    if (logger.startsWith(HOUSE)) {
      String name = logger.substring(HOUSE.length());
      return name.matches("\\p{Lu}.*") ? "main" : name.replaceFirst("[.-].*", "");
    }
    for (String part : logger.split("\\.")) {
      if (!part.isEmpty() && !NOT_A_NAME.contains(part)) {
        return part;
      }
    }
    return "main";
  }
}
