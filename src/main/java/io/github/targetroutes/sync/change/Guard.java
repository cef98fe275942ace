package io.github.targetroutes.sync.change;

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
   * @param known objects that Target has from this flow
   * @throws RefusedFile where the plan goes beyond a share
   */
  void check(File input, Planned planned, long known) {
    long deletes = planned.deletes();
    // What the ledger does not know can be there all the same: the file itself is the measure then.
    long objects = Math.max(known, planned.read());
    if (deletes >= from && deletes * 100 > objects * deletePercent) {
      throw new RefusedFile(
          input.toPath(),
          stopped(
              "delete", deletes, objects, "objects", deletePercent, "sync.guard.delete-percent"));
    }
    long rejected = planned.rejected();
    if (rejected >= from && rejected * 100 > planned.read() * rejectPercent) {
      throw new RefusedFile(
          input.toPath(),
          stopped(
              "reject",
              rejected,
              planned.read(),
              "records",
              rejectPercent,
              "sync.guard.reject-percent"));
    }
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
