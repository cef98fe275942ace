package io.github.targetroutes.error;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP header {@code Retry-After}: seconds or a date (RFC 9110, 10.2.3). Read loosely: the
 * gateway's code also writes a unit behind the number.
 */
public final class RetryAfter {

  /** No server may make a job wait longer than this. */
  private static final Duration CEILING = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("\\s*(\\d{1,9})\\s*s?\\s*");

  private RetryAfter() {}

  /**
   * @param header the header's value; null where there is none
   * @return how long to wait, from 0 to one hour; empty where the header is absent or unreadable
   */
  public static Optional<Duration> parse(String header, Clock clock) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher seconds = SECONDS.matcher(header);
    if (seconds.matches()) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(seconds.group(1)))));
    }
    try {
      ZonedDateTime date =
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(bounded(Duration.between(clock.instant(), date.toInstant())));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(CEILING) > 0 ? CEILING : wait;
  }
}
