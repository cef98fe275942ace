package io.github.targetroutes.sync.change;

import java.time.Instant;

/**
 * What the ledger knows of an object.
 *
 * @param hash of what was sent last; {@link #DELETED} after a delete, {@link #LISTED} where only a
 *     listing of Target tells that it is there
 * @param targetId Target's own id; null where it has none
 * @param sent when it was sent last
 */
public record Known(String hash, String targetId, Instant sent) {

  static final String DELETED = "deleted";
  static final String LISTED = "listed";

  /** Whether Target has it, as far as is known here. */
  boolean isThere() {
    return !hash.equals(DELETED);
  }
}
