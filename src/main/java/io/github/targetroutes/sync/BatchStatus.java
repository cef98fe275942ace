package io.github.targetroutes.sync;

/**
 * The end of a bulk profile batch as Target tells it (profile-bulk-api, {@code showDetails=true}).
 * Target gives counts only; it never says which profiles failed.
 *
 * @param stuck whether Target gave up on it
 * @param batchSize rows that Target saw
 * @param successful rows applied
 * @param notFound rows whose profile does not exist (v1 only: v2 creates it)
 * @param failed rows not applied
 */
public record BatchStatus(
    boolean stuck, long batchSize, long successful, long notFound, long failed) {

  /** How many of the profiles that were sent Target has not taken. */
  public long missing(long sent) {
    return stuck ? sent : Math.max(0, sent - successful);
  }

  /** The outcome in words. */
  @Override
  public String toString() {
    return stuck
        ? "Target got stuck on it"
        : "complete; of %,d profiles Target took %,d, did not know %,d and failed on %,d"
            .formatted(batchSize, successful, notFound, failed);
  }
}
