package io.github.targetroutes.target;

import java.util.Locale;

/**
 * What work costs of the quota, told before it begins.
 *
 * @param calls calls that count; each operation of a batch is one
 * @param minutes how long the quota makes them take at least, rounded up; 0 where they may go out
 *     at once
 * @param callsPerMinute at which rate
 */
public record QuotaPlan(long calls, long minutes, int callsPerMinute) {

  /**
   * The plan of a client that has rested.
   *
   * @param calls 0 or more
   */
  static QuotaPlan of(long calls, int callsPerMinute, int burst) {
    if (calls < 0) {
      throw new IllegalArgumentException(calls + " calls can't be planned");
    }
    long rest = Math.max(0, calls - burst);
    return new QuotaPlan(
        calls, rest / callsPerMinute + (rest % callsPerMinute == 0 ? 0 : 1), callsPerMinute);
  }

  /** As in {@code 300 calls, 7 minutes at 45 calls a minute}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d %s, %s at %,d calls a minute",
        calls,
        calls == 1 ? "call" : "calls",
        duration(minutes),
        callsPerMinute);
  }

  /** A time in words; 0 minutes are less than one. */
  public static String duration(long minutes) {
    if (minutes < 2) {
      return minutes == 0 ? "less than a minute" : "1 minute";
    }
    long hours = minutes / 60;
    return hours < 2
        ? minutes + " minutes"
        : String.format(Locale.ROOT, "%,d h %d min", hours, minutes % 60);
  }
}
