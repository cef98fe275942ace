package io.github.targetroutes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReportIntervalsTest {

  private final ReportIntervals intervals = new ReportIntervals();

  ReportIntervalsTest() {
    // In Berlin it is the 30th already: one day after the clocks went forward.
    intervals.setClock(Clock.fixed(Instant.parse("2026-03-29T22:30:00Z"), ZoneOffset.UTC));
  }

  @Test
  void daysBeginAndEndWhereTheZoneSays() {
    intervals.setDays(2);
    assertThat(intervals.all())
        .containsExactly(
            "2026-03-27T00:00+00:00/2026-03-28T00:00+00:00",
            "2026-03-28T00:00+00:00/2026-03-29T00:00+00:00");

    intervals.setZone("Europe/Berlin");
    assertThat(intervals.all())
        .containsExactly(
            "2026-03-28T00:00+01:00/2026-03-29T00:00+01:00",
            "2026-03-29T00:00+01:00/2026-03-30T00:00+02:00");
  }

  @Test
  void aFixedIntervalGoesBeforeDays() {
    intervals.setInterval(" 2026-01-01T00:00Z/2026-02-01T00:00Z");

    assertThat(intervals.all()).containsExactly("2026-01-01T00:00Z/2026-02-01T00:00Z");
  }
}
