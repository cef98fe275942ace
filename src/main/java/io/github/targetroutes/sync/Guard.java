package io.github.targetroutes.sync;

import io.github.targetroutes.sync.input.RefusedFile;
import java.io.File;
import java.util.Locale;

/**
 * Stops a run before it sends anything where it would delete or reject more than a set share: a
 * file that was cut off, or came in another form, must not empty a catalogue.
 */
public final class Guard {

  private int deletePercent = 20;
  private int rejectPercent = 50;
  private int from = 10;

  /**
   * @param objects that Target has from this flow, or more
   * @throws RefusedFile where so many deletes go beyond the share
   */
  public void checkDeletes(File input, long deletes, long objects) {
    if (isMoreThan(deletePercent, deletes, objects)) {
      throw new RefusedFile(
          input.toPath(),
          stopped(
              "delete", deletes, objects, "objects", deletePercent, "sync.guard.delete-percent"));
    }
  }

  /**
   * @param read records of the input
   * @throws RefusedFile where so many rejects go beyond the share
   */
  public void checkRejects(File input, long rejected, long read) {
    if (isMoreThan(rejectPercent, rejected, read)) {
      throw new RefusedFile(
          input.toPath(),
          stopped("reject", rejected, read, "records", rejectPercent, "sync.guard.reject-percent"));
    }
  }

  private boolean isMoreThan(int percent, long some, long all) {
    return some >= from && some * 100 > all * percent;
  }

  private static String stopped(
      String what, long some, long all, String things, int percent, String setting) {
    return String.format(
        Locale.ROOT,
        "it would %s %,d of %,d %s, more than the %d %% that %s allows, so nothing was sent;"
            + " correct it, or raise that setting and put it into the inbox again",
        what,
        some,
        all,
        things,
        percent,
        setting);
  }

  /** The share of the objects that a run may delete, in percent. */
  public void setDeletePercent(int deletePercent) {
    this.deletePercent = deletePercent;
  }

  /** The share of the records that may be rejected, in percent. */
  public void setRejectPercent(int rejectPercent) {
    this.rejectPercent = rejectPercent;
  }

  /** From how many records on the shares count. */
  public void setFrom(int from) {
    this.from = from;
  }
}
