package io.github.targetroutes.sync;

import java.time.Instant;

/**
 * How far a run has come that is under way.
 *
 * @param started when it began, across restarts
 * @param prepared whether its batches are all there; before, nothing is known of its numbers
 * @param read records in the input
 * @param settled those of them whose outcome is known
 * @param units batches, or objects
 * @param settledUnits those of them whose outcome is known
 * @param atTarget those that Target has and has not finished
 * @param atTargetSince when the oldest of these was sent; null where there is none
 * @param calls calls to Target that were made for it
 */
public record RunState(
    String run,
    String flow,
    Instant started,
    boolean prepared,
    long read,
    long settled,
    long units,
    long settledUnits,
    long atTarget,
    Instant atTargetSince,
    long calls) {

  /** What the units of a flow are. */
  public static String units(String flow) {
    return flow.equals("profiles-bulk") ? "batches" : "objects";
  }
}
