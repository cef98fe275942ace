package io.github.targetroutes.sync.mapping;

import static io.github.targetroutes.sync.mapping.MappingRules.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * How a source writes dates, and how they are sent; both as Java's {@link DateTimeFormatter} spells
 * patterns, with English names.
 *
 * @param from the source's pattern, as {@code dd.MM.yyyy}
 * @param to what is sent, as {@code yyyy-MM-dd}
 * @param zone whose time the source gives where the pattern has no zone, as {@code Europe/Berlin};
 *     null: UTC
 */
public record DateForm(String from, String to, String zone) {

  public DateForm {
    check(from != null && to != null, "'date' needs 'from' and 'to', which are patterns of dates");
    zoneOf(zone);
    DateTimeFormatter reader = formatter(from);
    ZonedDateTime any = LocalDate.EPOCH.atStartOfDay(ZoneOffset.UTC);
    try {
      formatter(to).format(any);
      time(reader.parse(reader.format(any)), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "the pattern '%s' holds no whole date, or '%s' can't be written".formatted(from, to), e);
    }
  }

  /** What a record can't hold: the patterns, made ready once. */
  Converter converter() {
    return new Converter(from, formatter(from), formatter(to), zoneOf(zone));
  }

  /** Converts one date after the other. */
  record Converter(
      String pattern, DateTimeFormatter reader, DateTimeFormatter writer, ZoneId zone) {

    /**
     * @throws WrongValue where the text is no such date, as the 30th of February
     */
    String convert(String text) throws WrongValue {
      try {
        return writer.format(time(reader.parse(text), zone));
      } catch (DateTimeException e) {
        throw new WrongValue("the value is no date of the form " + pattern);
      }
    }
  }

  private static ZonedDateTime time(TemporalAccessor parsed, ZoneId zone) {
    ZoneId named = parsed.query(TemporalQueries.zone());
    ZoneId in = named == null ? zone : named;
    return parsed.isSupported(ChronoField.HOUR_OF_DAY)
        ? LocalDateTime.from(parsed).atZone(in)
        : LocalDate.from(parsed).atStartOfDay(in);
  }

  /** Strict, so that no 31st of April slips through; a year without its era is one of ours. */
  private static DateTimeFormatter formatter(String pattern) {
    try {
      return new DateTimeFormatterBuilder()
          .appendPattern(pattern)
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' is no pattern of a date".formatted(pattern), e);
    }
  }

  private static ZoneId zoneOf(String zone) {
    try {
      return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'%s' is no time zone".formatted(zone), e);
    }
  }
}
