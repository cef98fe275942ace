package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.error.DeadLetters.Letter;
import io.github.targetroutes.error.Envelope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which dead letters are meant: those that fit all that is given. */
public final class LetterFilter {

  @Option(
      names = "--flow",
      paramLabel = "NAME",
      description = "Those of this flow, as in profiles-bulk.")
  private String flow;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "Those of this operation of Target.")
  private String operation;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Those given up since then: 2026-11-24, 2026-11-24T02:00 or with an offset.")
  private String since;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Those whose reason holds this text, in any case.")
  private String why;

  boolean isSet() {
    return flow != null || operation != null || since != null || why != null;
  }

  /**
   * @throws ConfigurationException where {@code --since} is no time
   */
  boolean takes(Letter letter) {
    Envelope envelope = letter.envelope();
    return (flow == null || flow.equals(envelope.flow()))
        && (operation == null || operation.equals(envelope.operation()))
        && (since == null || !time(envelope.time()).isBefore(time(since)))
        && (why == null || lower(envelope.why()).contains(lower(why)));
  }

  private static String lower(String text) {
    return String.valueOf(text).toLowerCase(Locale.ROOT);
  }

  /** Without an offset, by this machine's time zone. */
  private static Instant time(String text) {
    String whole = String.valueOf(text);
    try {
      if (whole.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
        return OffsetDateTime.parse(whole).toInstant();
      }
      LocalDateTime local =
          whole.contains("T") ? LocalDateTime.parse(whole) : LocalDate.parse(whole).atStartOfDay();
      return local.atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "\"" + whole + "\" is no time; write one as in 2026-11-24 or 2026-11-24T02:00", e);
    }
  }
}
