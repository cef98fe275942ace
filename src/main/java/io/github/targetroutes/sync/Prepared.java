package io.github.targetroutes.sync;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The account of a source that was made into batches. Always: read = accepted + rejected + skipped
 * + unchanged; accepted = the sum of the batches' rows; accepted - merged = the sum of their
 * profiles.
 *
 * @param read rows behind the header; blank lines don't count
 * @param accepted rows that stand in a batch
 * @param rejected rows that stand in the reject file
 * @param skipped rows that the mapping's filter did not let through
 * @param unchanged rows that Target has already as they are
 * @param merged accepted rows that went into the profile of an earlier row with the same id
 * @param batches none when no row was accepted
 * @param rejects the reject file, which has a header even when no row was rejected
 */
public record Prepared(
    long read,
    long accepted,
    long rejected,
    long skipped,
    long unchanged,
    long merged,
    List<BatchFile> batches,
    Path rejects) {

  public Prepared {
    batches = List.copyOf(batches);
  }

  /** The same, with the reject file elsewhere. */
  Prepared withRejects(Path moved) {
    return new Prepared(read, accepted, rejected, skipped, unchanged, merged, batches, moved);
  }

  /** The account in words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d rows read, %,d rejected, %s%s%,d for Target in %d %s",
        read,
        rejected,
        some(skipped, "skipped"),
        some(unchanged, "unchanged"),
        accepted,
        batches.size(),
        batches.size() == 1 ? "batch" : "batches");
  }

  private static String some(long rows, String what) {
    return rows == 0 ? "" : String.format(Locale.ROOT, "%,d %s, ", rows, what);
  }
}
