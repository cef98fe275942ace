package io.github.targetroutes.sandbox;

import java.time.Instant;

/**
 * How many visitors one experience of an activity has had. Every number is a difference of two
 * counts since 1970 that depend on the activity, the experience and the time alone: the days of an
 * interval add up to the interval, and asking twice gives the same.
 *
 * @param activity its id
 * @param experience its local id
 */
record ReportNumbers(long activity, int experience) {

  /** What is counted, and how often it happens for each visitor. */
  enum Count {
    IMPRESSION(2.7),
    VISIT(1.4),
    VISITOR(1);

    private final double each;

    Count(double each) {
      this.each = each;
    }
  }

  private static final double HOUR = 3_600_000;

  /** At the most half as many as the steady part of an hour, so that no count ever falls. */
  private static final double DAILY = 0.5 * 24 / (2 * Math.PI);

  /** From 0 to 1, different for every activity, experience and purpose. */
  private double share(int purpose) {
    long hash = activity * 0x9e3779b97f4a7c15L + experience * 0xc2b2ae3d27d4eb4fL + purpose;
    hash = (hash ^ hash >>> 31) * 0xbf58476d1ce4e5b9L;
    return ((hash ^ hash >>> 29) >>> 11) * 0x1.0p-53;
  }

  private double visitorsUntil(long millis) {
    double hours = millis / HOUR;
    return (5 + 35 * share(1)) * (hours + DAILY * Math.sin(2 * Math.PI * hours / 24));
  }

  private long countUntil(Count count, long millis) {
    return (long) Math.floor(count.each * Math.floor(visitorsUntil(millis)));
  }

  long entries(Count count, ReportInterval interval) {
    return countUntil(count, interval.to().toEpochMilli())
        - countUntil(count, interval.from().toEpochMilli());
  }

  /** A visitor converts once, and so do the visits and impressions that lead to it. */
  long conversions(ReportInterval interval) {
    return conversionsUntil(interval.to().toEpochMilli())
        - conversionsUntil(interval.from().toEpochMilli());
  }

  /** The number of conversions up to a time: also the number of the last order before it. */
  long conversionsUntil(long millis) {
    return (long) Math.floor((0.02 + 0.06 * share(2)) * Math.floor(visitorsUntil(millis)));
  }

  /** When a conversion of the interval happened, by its number. */
  Instant conversion(long number, ReportInterval interval) {
    long before = interval.from().toEpochMilli();
    long after = interval.to().toEpochMilli();
    while (after - before > 1) {
      long middle = before + (after - before) / 2;
      if (conversionsUntil(middle) >= number) {
        after = middle;
      } else {
        before = middle;
      }
    }
    return Instant.ofEpochMilli(before);
  }

  /** Cents that an order brought in. */
  long cents(long number) {
    return 500
        + (long) (29_500 * new ReportNumbers(activity, experience + 31 * (int) number).share(3));
  }
}
