package io.github.targetroutes.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPeriodTest {

  private static ReportPeriod day(String day) {
    return new ReportPeriod(LocalDate.parse(day), LocalDate.parse(day));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-28, Europe/Berlin, 24",
    "2026-03-29, Europe/Berlin, 23",
    "2026-10-25, Europe/Berlin, 25",
    "2026-03-08, America/Los_Angeles, 23",
    "2026-11-01, America/Los_Angeles, 25",
    "2026-03-29, UTC, 24",
    "2026-04-26, Africa/Cairo, 24",
    "2026-04-24, Africa/Cairo, 23"
  })
  void aDayHasTheHoursThatItsZoneGivesIt(String day, String zone, long hours) {
    String[] times = day(day).interval(ZoneId.of(zone)).split("/");

    OffsetDateTime start = OffsetDateTime.parse(times[0]);
    OffsetDateTime end = OffsetDateTime.parse(times[1]);
    assertThat(Duration.between(start, end)).hasHours(hours);
    assertThat(start.toLocalDate()).isEqualTo(day);
  }

  @Test
  void timesAreWrittenAsAdobeWritesThem() {
    assertThat(
            new ReportPeriod(LocalDate.parse("2024-01-01"), LocalDate.parse("2024-01-31"))
                .interval(ZoneId.of("America/Phoenix")))
        .isEqualTo("2024-01-01T00:00-07:00/2024-02-01T00:00-07:00");
  }

  @Test
  void daysFollowEachOtherWithoutAGap() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    List<ReportPeriod> year =
        ReportPeriod.of(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), true);

    assertThat(year).hasSize(365);
    for (int i = 1; i < year.size(); i++) {
      assertThat(year.get(i).interval(zone))
          .startsWith(year.get(i - 1).interval(zone).split("/")[1]);
    }
  }

  @Test
  void aPeriodIsReadAsItIsWritten() {
    ReportPeriod week =
        new ReportPeriod(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-07"));

    assertThat(ReportPeriod.parse(week.toString())).isEqualTo(week);
    assertThat(ReportPeriod.parse(day("2026-01-01").toString())).isEqualTo(day("2026-01-01"));
  }
}
