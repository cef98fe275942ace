package io.github.targetroutes.ops;

import io.github.targetroutes.sync.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast a run goes, from two looks at it.
 *
 * @param first as it was when this program first saw it prepared; the rate counts from there
 * @param now as it is
 * @param passed the time between the two
 */
record Pace(RunState first, RunState now, Duration passed) {

  /** Below this, a rate is a guess. */
  private static final Duration TELLING = Duration.ofSeconds(1);

  /**
   * The run in one line, without secrets and without data.
   *
   * @param wait how long its next call waits for Target's rate limit; zero where it does not
   * @param time the present time
   */
  String line(Duration wait, Instant time) {
    String name = now.run();
    if (!now.prepared()) {
      return name + ": being read for " + Span.of(Duration.between(now.started(), time));
    }
    List<String> parts = new ArrayList<>();
    parts.add(number(now.settled()) + " of " + number(now.read()) + " records done");
    parts.add(units());
    double perSecond = perSecond();
    if (perSecond > 0) {
      parts.add(rate(perSecond));
    }
    parts.add(number(now.calls()) + (now.calls() == 1 ? " call" : " calls"));
    if (wait.toSeconds() > 0) {
      parts.add("waiting " + Span.of(wait) + " for Target's rate limit");
    }
    if (perSecond > 0 && now.settled() < now.read()) {
      long left = Math.round((now.read() - now.settled()) / perSecond);
      parts.add("about " + Span.of(Duration.ofSeconds(Math.max(1, left))) + " left");
    }
    return name + ": " + String.join(", ", parts);
  }

  private String units() {
    String units =
        number(now.settledUnits()) + "/" + number(now.units()) + " " + RunState.units(now.flow());
    return now.atTarget() == 0 ? units : units + " (" + number(now.atTarget()) + " at Target)";
  }

  /** Records a second; 0 where it can't be told. */
  private double perSecond() {
    return passed.compareTo(TELLING) < 0
        ? 0
        : (now.settled() - first.settled()) * 1000.0 / passed.toMillis();
  }

  private static String rate(double perSecond) {
    return perSecond >= 10
        ? String.format(Locale.ROOT, "%,.0f/s", perSecond)
        : String.format(Locale.ROOT, "%,.1f/s", perSecond);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
