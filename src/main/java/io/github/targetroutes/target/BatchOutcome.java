package io.github.targetroutes.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What came of one operation of a batch.
 *
 * @param index its place in the list of operations
 * @param status of HTTP that Target answered it with; 0 where it has no answer of its own
 * @param skipped whether it was not tried, because others failed before it, or the call as a whole
 *     was refused
 * @param body what Target answered it with; a missing node where there is nothing
 * @param fault why it was not done, or may not have been; null where it was done. Of kind REJECTED:
 *     only this operation is at fault, or somebody has to look whether it was done. Of any other
 *     kind: it was not done, or may be done again, and others may meet the same.
 */
public record BatchOutcome(
    int index, int status, boolean skipped, JsonNode body, TargetFault fault) {

  static BatchOutcome done(int index, int status, JsonNode body) {
    return new BatchOutcome(index, status, false, body, null);
  }

  static BatchOutcome failed(int index, int status, JsonNode body, TargetFault fault) {
    return new BatchOutcome(index, status, false, body, fault);
  }

  static BatchOutcome skipped(int index, TargetFault fault) {
    return new BatchOutcome(index, 0, true, MissingNode.getInstance(), fault);
  }

  /** Whether Target has done it. */
  public boolean isDone() {
    return fault == null;
  }
}
