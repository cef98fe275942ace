package io.github.targetroutes.sync;

import java.io.File;

/**
 * A batch as the state store has it.
 *
 * @param number from 1, in the order of sending
 * @param total batches of the run
 * @param file what is sent
 * @param profiles lines in it
 * @param rows rows of the input in it; more than profiles where rows of one id were merged
 * @param attempts how often it was sent
 * @param node the server that took it; null before
 * @param batchId Target's name for it; null before
 */
public record Batch(
    String run,
    int number,
    int total,
    File file,
    long bytes,
    long profiles,
    long rows,
    int attempts,
    String node,
    String batchId) {

  /** The batch in words, for log and dead letters. */
  public String label() {
    return "batch " + number + "/" + total + " of " + run;
  }

  /** What it is called as a dead letter. */
  public String letter() {
    return run + "-batch-" + number;
  }
}
