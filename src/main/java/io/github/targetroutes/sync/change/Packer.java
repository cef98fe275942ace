package io.github.targetroutes.sync.change;

import io.github.targetroutes.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives each change the number of the call that it goes out in: as few calls as the limits of one
 * call allow, deletes apart from the rest. A change goes into the first unit that has room for it,
 * so that small ones fill what large ones leave. Not safe for use by several threads.
 */
final class Packer {

  /** Units that may take more changes. One more, and the fullest takes no more. */
  private static final int OPEN = 256;

  /** What is packed together. */
  private static final class Open {

    private final int unit;
    private int changes;
    private long bytes;

    private Open(int unit) {
      this.unit = unit;
    }

    private long bytes() {
      return bytes;
    }
  }

  private final int maxChanges;
  private final long maxBytes;
  private final int addressBytes;
  private final List<Open> saves = new ArrayList<>();
  private final List<Open> deletes = new ArrayList<>();
  private int units;

  /**
   * @param maxChanges of a call
   * @param maxBytes of the bodies of a call, or of the keys of one that deletes
   * @param addressBytes that each change takes beside its body
   */
  Packer(int maxChanges, long maxBytes, int addressBytes) {
    if (maxChanges < 1 || maxBytes < 1) {
      throw new ConfigurationException("A call must have room for one change: raise its limits");
    }
    this.maxChanges = maxChanges;
    this.maxBytes = maxBytes;
    this.addressBytes = addressBytes;
  }

  /** One with the same limits that has packed nothing yet. */
  Packer anew() {
    return new Packer(maxChanges, maxBytes, addressBytes);
  }

  /** The unit, from 1, of the next change. */
  int unitOf(Change change) {
    boolean delete = change.action() == Action.DELETE;
    int body = delete ? change.key().getBytes(StandardCharsets.UTF_8).length : change.length();
    long bytes = body + 1L + addressBytes;
    List<Open> open = delete ? deletes : saves;
    Open unit =
        open.stream()
            .filter(it -> it.bytes + bytes <= maxBytes)
            .findFirst()
            .orElseGet(() -> begin(open));
    unit.changes++;
    unit.bytes += bytes;
    if (unit.changes == maxChanges || unit.bytes >= maxBytes) {
      open.remove(unit);
    }
    return unit.unit;
  }

  private Open begin(List<Open> open) {
    if (open.size() == OPEN) {
      open.remove(open.stream().max(Comparator.comparingLong(Open::bytes)).orElseThrow());
    }
    Open unit = new Open(++units);
    open.add(unit);
    return unit;
  }

  /** How many units there are. */
  int units() {
    return units;
  }
}
