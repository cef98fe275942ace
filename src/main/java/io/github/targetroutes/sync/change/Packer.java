package io.github.targetroutes.sync.change;

import io.github.targetroutes.ConfigurationException;

/**
 * Gives each change the number of the call that it goes out in: as few calls as the limits of one
 * call allow, deletes apart from the rest. Not safe for use by several threads.
 */
final class Packer {

  /** What is packed together. */
  private static final class Open {

    private int unit;
    private int changes;
    private long bytes;
  }

  private final int maxChanges;
  private final long maxBytes;
  private final Open saves = new Open();
  private final Open deletes = new Open();
  private int units;

  /**
   * @param maxChanges of a call
   * @param maxBytes of the bodies of a call, or of the keys of one that deletes
   */
  Packer(int maxChanges, long maxBytes) {
    if (maxChanges < 1 || maxBytes < 1) {
      throw new ConfigurationException("A call must have room for one change: raise its limits");
    }
    this.maxChanges = maxChanges;
    this.maxBytes = maxBytes;
  }

  /** The unit, from 1, of the next change. */
  int unitOf(Action action, int bytes) {
    Open open = action == Action.DELETE ? deletes : saves;
    if (open.unit == 0 || open.changes == maxChanges || open.bytes + bytes > maxBytes) {
      open.unit = ++units;
      open.changes = 0;
      open.bytes = 0;
    }
    open.changes++;
    open.bytes += bytes;
    return open.unit;
  }

  /** How many units there are. */
  int units() {
    return units;
  }
}
