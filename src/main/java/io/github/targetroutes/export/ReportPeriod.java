package io.github.targetroutes.export;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The days that one report covers.
 *
 * @param first day
 * @param last day; the same one where it is a report of one day
 */
public record ReportPeriod(LocalDate first, LocalDate last) {

  /** As Adobe's support article on report intervals writes times: with the zone's offset. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmXXX");

  private static final String BETWEEN = "--";

  /** The periods from the first to the last day: each day, or all of them as one. */
  static List<ReportPeriod> of(LocalDate first, LocalDate last, boolean daily) {
    return daily
        ? first.datesUntil(last.plusDays(1)).map(day -> new ReportPeriod(day, day)).toList()
        : List.of(new ReportPeriod(first, last));
  }

  /** Reads what {@link #toString} writes. */
  static ReportPeriod parse(String text) {
    String[] days = text.split(BETWEEN);
    return new ReportPeriod(LocalDate.parse(days[0]), LocalDate.parse(days[days.length - 1]));
  }

  /**
   * From the beginning of the first to the end of the last day in a time zone, as the query value
   * {@code reportInterval} has it. A day in which clocks are changed has 23 or 25 hours.
   */
  String interval(ZoneId zone) {
    return start(first, zone) + "/" + start(last.plusDays(1), zone);
  }

  private static String start(LocalDate day, ZoneId zone) {
    ZonedDateTime start = day.atStartOfDay(zone);
    return TIME.format(start);
  }

  /** {@code 2026-03-01}, or {@code 2026-03-01--2026-03-07}. */
  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + BETWEEN + last;
  }
}
