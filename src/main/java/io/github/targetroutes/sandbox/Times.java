package io.github.targetroutes.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as Adobe writes them. */
final class Times {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** RFC 9110 section 5.6.7: always two digits for the day, always GMT. */
  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  static String millis(Instant time) {
    return MILLIS.format(time);
  }

  static String seconds(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(
        time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
  }

  static String http(Instant time) {
    return HTTP.format(time);
  }
}
