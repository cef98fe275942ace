package io.github.targetroutes.kill;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment in the life of a program: when it comes to a place for the n-th time, or has just left
 * it.
 *
 * @param place a step of a route, as in {@code sync-objects: to direct:target-batch}, or a method
 *     of a class, as in {@code sync.change.Changes.add}
 * @param time from 1
 */
record KillPoint(Side side, String place, int time) {

  /** Where of the place. */
  enum Side {
    BEFORE,
    AFTER
  }

  private static final Pattern TEXT = Pattern.compile("(before|after) (.+?)(?: \\((\\d+)\\))?");

  /**
   * @param text as {@link #toString()} gives it: {@code before PLACE} or {@code after PLACE}, and
   *     the time in brackets where it isn't the first
   */
  static KillPoint of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text + " is no moment");
    }
    int time = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
    return new KillPoint(Side.valueOf(parts.group(1).toUpperCase()), parts.group(2), time);
  }

  /** Whether the place is a method, and no step of a route. */
  boolean isMethod() {
    return !place.contains(": ");
  }

  boolean isBefore() {
    return side == Side.BEFORE;
  }

  @Override
  public String toString() {
    return side.name().toLowerCase() + " " + place + (time == 1 ? "" : " (" + time + ")");
  }
}
