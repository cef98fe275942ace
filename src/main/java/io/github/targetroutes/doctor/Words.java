package io.github.targetroutes.doctor;

import java.time.Duration;

/** Lengths of time, as people say them. */
final class Words {

  private Words() {}

  /** The length, whatever its sign: {@code 3 d 4 h}, {@code 4 h 10 min} or {@code 10 min 5 s}. */
  static String of(Duration duration) {
    Duration length = duration.abs();
    if (length.toDays() > 1) {
      return length.toDays() + " d " + length.toHoursPart() + " h";
    }
    return length.toHours() > 0
        ? length.toHours() + " h " + length.toMinutesPart() + " min"
        : length.toMinutes() + " min " + length.toSecondsPart() + " s";
  }
}
