package io.github.targetroutes.sync.stream;

import io.github.targetroutes.target.QuotaPlan;
import java.util.Locale;

/**
 * How long updates of profiles take, told before they begin.
 *
 * @param updates calls that change a profile
 * @param minutes how long they take, rounded up; at most, where the daily limit is reached
 * @param perSecond at which rate
 * @param left how many the daily limit leaves now
 * @param perDay the limit of any 24 hours
 */
public record UpdatePlan(long updates, long minutes, long perSecond, long left, long perDay) {

  private static final long SECONDS_OF_DAY = 86_400;
  private static final long MINUTES_OF_DAY = 1_440;

  static UpdatePlan of(long updates, long perSecond, long left, long perDay) {
    long atTheRate = updates < perSecond ? 0 : roundedUp(updates, perSecond * 60);
    UpdatePlan plan = new UpdatePlan(updates, atTheRate, perSecond, left, perDay);
    return plan.reachesLimit()
        ? new UpdatePlan(
            updates,
            Math.max(atTheRate, roundedUp(updates - left, perDay) * MINUTES_OF_DAY),
            perSecond,
            left,
            perDay)
        : plan;
  }

  private static long roundedUp(long some, long by) {
    return (some + by - 1) / by;
  }

  /** Whether so many go out within a day that the limit may hold them up. */
  public boolean reachesLimit() {
    return Math.min(updates, perSecond * SECONDS_OF_DAY) > left;
  }

  /** How long it takes, in words. */
  @Override
  public String toString() {
    return reachesLimit()
        ? String.format(
            Locale.ROOT,
            "up to %s, for the daily limit is reached: %,d of %,d updates are left",
            QuotaPlan.duration(minutes),
            left,
            perDay)
        : String.format(
            Locale.ROOT,
            "%s at %,d updates a second; the daily limit of %,d is not reached",
            QuotaPlan.duration(minutes),
            perSecond,
            perDay);
  }
}
