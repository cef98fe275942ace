package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a report covers, {@code from} inside and {@code to} outside (Admin API
 * specification, reports).
 *
 * @param from beginning
 * @param to end
 */
record ReportInterval(Instant from, Instant to) {

  /** What is reported when nothing is said; Adobe publishes no default. */
  private static final Duration OTHERWISE = Duration.ofDays(7);

  /**
   * Reads {@code start/end}; without it, the last seven days.
   *
   * @throws IllegalArgumentException when it is no such interval
   */
  static ReportInterval of(Call call) {
    String text = call.query("reportInterval");
    if (text == null) {
      return new ReportInterval(call.now().minus(OTHERWISE), call.now());
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("reportInterval must be start/end");
    }
    Instant from = time(text.substring(0, slash));
    Instant to = time(text.substring(slash + 1));
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("reportInterval must end after it begins");
    }
    return new ReportInterval(from, to);
  }

  private static Instant time(String text) {
    try {
      return Times.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("A time of reportInterval " + e.getMessage(), e);
    }
  }

  ObjectNode json(Instant now) {
    ObjectNode json = Json.object();
    json.putObject("chronology").putObject("zone").put("id", "UTC").put("fixed", true);
    return json.put("start", Times.millis(from))
        .put("end", Times.millis(to))
        .put("startMillis", from.toEpochMilli())
        .put("endMillis", to.toEpochMilli())
        .put("afterNow", from.isAfter(now))
        .put("beforeNow", to.isBefore(now));
  }
}
