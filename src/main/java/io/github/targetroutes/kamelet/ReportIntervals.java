package io.github.targetroutes.kamelet;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The intervals that reports are asked for, {@code start/end} as Target takes them in {@code
 * reportInterval} (KA-14023): a fixed one, or each of the last whole days.
 */
public final class ReportIntervals {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx");

  private Clock clock = Clock.systemUTC();
  private String interval = "";
  private int days = 1;
  private ZoneId zone = ZoneId.of("UTC");

  /** The intervals in the order of time. */
  public List<String> all() {
    if (!interval.isBlank()) {
      return List.of(interval.strip());
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    return IntStream.rangeClosed(-days, -1).mapToObj(day -> day(today.plusDays(day))).toList();
  }

  private String day(LocalDate day) {
    return text(day.atStartOfDay(zone)) + "/" + text(day.plusDays(1).atStartOfDay(zone));
  }

  private static String text(ZonedDateTime time) {
    return MINUTES.format(time);
  }

  /** A fixed interval; blank: days are asked for. */
  public void setInterval(String interval) {
    this.interval = interval;
  }

  /** How many days, up to yesterday. */
  public void setDays(int days) {
    this.days = days;
  }

  /** Where the days begin and end, as in {@code Europe/Berlin}. */
  public void setZone(String zone) {
    this.zone = ZoneId.of(zone);
  }

  /** What tells the day; the system's clock by default. */
  public void setClock(Clock clock) {
    this.clock = clock;
  }
}
