package io.github.targetroutes.sync;

import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.input.Utf8;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Merges one part of a {@link Spill} at a time in memory and hands its profiles on. A part whose
 * profiles fill more memory than allowed is parted again.
 */
final class PartMerger {

  /** Fewer bits of a hash than this are left only when thousands of ids have the same hash. */
  private static final int LAST_SPLIT = Long.SIZE - 8;

  private final Path input;
  private final Path work;
  private final Limits limits;
  private final Rejects rejects;
  private final Changed changed;
  private int splits;

  PartMerger(Path input, Path work, Limits limits, Rejects rejects, Changed changed) {
    this.input = input;
    this.work = work;
    this.limits = limits;
    this.rejects = rejects;
    this.changed = changed;
  }

  /**
   * @param usedBits leading bits of the hash that all rows of the part share; the part is deleted
   */
  void merge(Path part, int usedBits) throws IOException {
    if (!pack(part, usedBits < LAST_SPLIT)) {
      split(part, usedBits);
    }
  }

  /** False, and nothing done, when the profiles fill too much memory and the part can be split. */
  private boolean pack(Path part, boolean canSplit) throws IOException {
    Merge merge = new Merge(limits.maxProfileBytes());
    boolean leftOut = false;
    try (Spill.Reader rows = new Spill.Reader(part)) {
      for (ProfileRow row = rows.next(); row != null; row = rows.next()) {
        leftOut |= !merge.add(row);
        if (canSplit && merge.size() > 1 && merge.memory() > limits.memoryBytes()) {
          return false;
        }
      }
    }
    if (leftOut) {
      reject(part);
    }
    changed.add(merge.sorted());
    Files.delete(part);
    return true;
  }

  private void split(Path part, int usedBits) throws IOException {
    int bits = Math.max(1, Spill.bitsFor(Files.size(part), limits.memoryBytes()));
    Spill spill = new Spill(work, Integer.toString(++splits), usedBits, bits);
    try (spill;
        Spill.Reader rows = new Spill.Reader(part)) {
      for (ProfileRow row = rows.next(); row != null; row = rows.next()) {
        spill.add(row);
      }
    }
    Files.delete(part);
    for (Path smaller : spill.parts()) {
      merge(smaller, usedBits + bits);
    }
  }

  /**
   * Merges once more to find the rows left out: their number has no bound, so none was kept. While
   * this runs the part's profiles fill twice the memory.
   */
  private void reject(Path part) throws IOException {
    Merge again = new Merge(limits.maxProfileBytes());
    try (Spill.Reader rows = new Spill.Reader(part);
        RandomAccessFile source = new RandomAccessFile(input.toFile(), "r")) {
      for (ProfileRow row = rows.next(); row != null; row = rows.next()) {
        if (!again.add(row)) {
          byte[] text = new byte[row.length()];
          source.seek(row.offset());
          source.readFully(text);
          rejects.add(
              new Reject(
                  row.line(),
                  "",
                  "with this row the encoded profile would be longer than "
                      + limits.maxProfileBytes()
                      + " bytes; it stays as the rows before have it",
                  Utf8.readable(text)));
        }
      }
    }
  }
}
