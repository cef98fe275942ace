package io.github.targetroutes.sandbox;

/**
 * A bulk upload and what became of it.
 *
 * @param id as the status address has it
 * @param version of the API by which it came, 1 or 2
 * @param key column name of the key
 * @param rows number of rows
 * @param bytes size of the upload
 * @param submittedAt milliseconds
 * @param readyAt milliseconds; before that it is reported as incomplete
 * @param stuck whether it is to hang, as a fault wanted
 * @param failFirst rows that a fault lets fail
 * @param missNext rows after those that a fault lets go missing
 * @param processed whether all rows have been gone through
 * @param successfulUpdates rows applied
 * @param profilesNotFound rows whose profile v1 did not find
 * @param failedUpdates rows that could not be applied
 * @param created profiles that did not exist before; after a crash in the middle, those made before
 *     it are counted as updated
 * @param distinctIds profiles touched
 */
record Batch(
    String id,
    int version,
    String key,
    int rows,
    long bytes,
    long submittedAt,
    long readyAt,
    boolean stuck,
    int failFirst,
    int missNext,
    boolean processed,
    int successfulUpdates,
    int profilesNotFound,
    int failedUpdates,
    int created,
    int distinctIds) {

  Batch done(BatchCounts counts) {
    return new Batch(
        id,
        version,
        key,
        rows,
        bytes,
        submittedAt,
        readyAt,
        stuck,
        failFirst,
        missNext,
        true,
        counts.successful(),
        counts.notFound(),
        counts.failed(),
        counts.created(),
        counts.distinct());
  }

  /** {@code incomplete}, {@code complete} or {@code stuck}. */
  String status(long now) {
    if (!processed || now < readyAt) {
      return "incomplete";
    }
    return stuck ? "stuck" : "complete";
  }

  int consumed() {
    return successfulUpdates + profilesNotFound + failedUpdates;
  }
}
