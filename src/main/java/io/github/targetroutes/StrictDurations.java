package io.github.targetroutes;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.support.TypeConverterSupport;

/**
 * Reads durations as Camel does, and refuses what Camel reads as 0: milliseconds, or a number with
 * a unit ({@code 500ms}, {@code 30s}, {@code 1h30m}, {@code PT5M}).
 */
public final class StrictDurations extends TypeConverterSupport {

  private static final Pattern MILLIS = Pattern.compile("(\\d{1,15})(?:MS)?");
  private static final Pattern UNITS = Pattern.compile("(\\d+D)?([0-9.HMS]*)");

  @Override
  public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
    return type.cast(read(value.toString()));
  }

  /**
   * @throws IllegalArgumentException where it is no duration
   */
  public static Duration read(String written) {
    String text = written.strip().toUpperCase(Locale.ROOT);
    Matcher millis = MILLIS.matcher(text);
    if (millis.matches()) {
      return Duration.ofMillis(Long.parseLong(millis.group(1)));
    }
    try {
      Duration read = Duration.parse(iso(text));
      if (!read.isNegative()) {
        return read;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw new IllegalArgumentException("write a number with a unit, such as 500ms, 30s or 10m");
  }

  private static String iso(String text) {
    Matcher units = UNITS.matcher(text);
    if (!units.matches()) {
      return text;
    }
    String days = units.group(1) == null ? "" : units.group(1);
    return "P" + days + (units.group(2).isEmpty() ? "" : "T" + units.group(2));
  }
}
