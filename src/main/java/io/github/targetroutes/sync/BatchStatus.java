package io.github.targetroutes.sync;

import java.util.Locale;

/**
 * The end of a bulk profile batch as Target tells it (profile-bulk-api, {@code showDetails=true}).
 * Target gives counts only; it never says which profiles failed.
 *
 * @param trouble why none of it counts, in words; null where the counts are good
 * @param batchSize profiles that Target saw
 * @param successful profiles updated
 * @param notFound profiles that do not exist
 * @param failed profiles not updated
 * @param passesOver whether Target passes over profiles that do not exist, as version 1 does;
 *     version 2 creates them
 */
public record BatchStatus(
    String trouble,
    long batchSize,
    long successful,
    long notFound,
    long failed,
    boolean passesOver) {

  /** A batch of which Target took nothing. */
  static BatchStatus none(String trouble) {
    return new BatchStatus(trouble, 0, 0, 0, 0, false);
  }

  /** How many of the profiles that were sent are at Target neither updated nor passed over. */
  public long missing(long sent) {
    return Math.max(0, sent - successful - skipped());
  }

  private long skipped() {
    return passesOver ? notFound : 0;
  }

  /**
   * How many rows of the input these are. Which rows is not known where rows were merged: the
   * merged ones are counted with the profiles that Target took, as long as it took one.
   */
  long deadRows(Batch batch) {
    long missing = missing(batch.profiles());
    return missing > 0 && tookNothingOf(batch) ? missing + merged(batch) : missing;
  }

  /** How many rows of the input Target passed over. */
  long skippedRows(Batch batch) {
    long skipped = Math.min(skipped(), batch.profiles());
    boolean withMerged = tookNothingOf(batch) && missing(batch.profiles()) == 0;
    return withMerged ? skipped + merged(batch) : skipped;
  }

  private boolean tookNothingOf(Batch batch) {
    return missing(batch.profiles()) + skipped() >= batch.profiles();
  }

  private static long merged(Batch batch) {
    return batch.rows() - batch.profiles();
  }

  /** The outcome in words. */
  @Override
  public String toString() {
    return trouble != null
        ? trouble
        : String.format(
            Locale.ROOT,
            "complete; of %,d profiles Target took %,d, did not know %,d and failed on %,d",
            batchSize,
            successful,
            notFound,
            failed);
  }
}
