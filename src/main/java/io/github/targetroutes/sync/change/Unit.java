package io.github.targetroutes.sync.change;

import java.util.List;

/**
 * Changes that go out in one call.
 *
 * @param number from 1, in the order of sending
 * @param total units of the run
 * @param changes in the order of the input; at least one
 */
public record Unit(String run, String flow, int number, int total, List<Change> changes) {

  public Unit {
    changes = List.copyOf(changes);
  }

  /** The unit in words, for log and dead letters. */
  public String label() {
    return "batch " + number + "/" + total + " of " + run;
  }

  /** What it is called as a dead letter. */
  public String letter() {
    return run + "-batch-" + number;
  }

  /** Whether it deletes; a unit does nothing but delete, or does not delete at all. */
  public boolean deletes() {
    return changes.get(0).action() == Action.DELETE;
  }

  /** How many changes it has. */
  public int size() {
    return changes.size();
  }

  @Override
  public String toString() {
    return label();
  }
}
