package io.github.targetroutes.ops;

import java.time.Duration;

/** A time in words, as exact as a person wants it. */
public final class Span {

  private Span() {}

  /** Such as {@code 90 s}, {@code 12 min} or {@code 3 h 5 min}; never negative. */
  public static String of(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200
        ? seconds / 60 + " min"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }
}
