package io.github.targetroutes.sync.object;

import io.github.targetroutes.sync.change.Change;
import io.github.targetroutes.target.BatchOperation;

/**
 * One operation of Target, and the change that it is a part of.
 *
 * @param kind of the object
 */
public record ObjectCall(Change change, String kind, BatchOperation operation) {

  /** None of the data. */
  @Override
  public String toString() {
    return "ObjectCall[" + operation.operation() + "]";
  }
}
