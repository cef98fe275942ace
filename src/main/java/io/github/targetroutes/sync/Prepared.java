package io.github.targetroutes.sync;

import java.nio.file.Path;
import java.util.List;

/**
 * The account of a source that was made into batches. Always: read = accepted + rejected; accepted
 * = the sum of the batches' rows; accepted - merged = the sum of their profiles.
 *
 * @param read rows behind the header; blank lines don't count
 * @param accepted rows that stand in a batch
 * @param rejected rows that stand in the reject file
 * @param merged accepted rows that went into the profile of an earlier row with the same id
 * @param batches none when no row was accepted
 * @param rejects the reject file, which has a header even when no row was rejected
 */
public record Prepared(
    long read, long accepted, long rejected, long merged, List<BatchFile> batches, Path rejects) {

  public Prepared {
    batches = List.copyOf(batches);
  }
}
