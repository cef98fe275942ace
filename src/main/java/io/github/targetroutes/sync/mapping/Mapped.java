package io.github.targetroutes.sync.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.Reject;

/** What a mapping made of a record. */
public sealed interface Mapped {

  /**
   * It goes to Target.
   *
   * @param key what identifies it in the source
   * @param delete whether it says that what it names is to be deleted
   * @param body what is sent; of a record that deletes, what could be mapped of it
   */
  record Body(String key, boolean delete, ObjectNode body) implements Mapped {

    /** None of the data. */
    @Override
    public String toString() {
      return delete ? "Body[delete]" : "Body[]";
    }
  }

  /** The mapping's filter does not let it through. */
  record Skipped() implements Mapped {}

  /** It can't be mapped. */
  record Rejected(Reject reject) implements Mapped {}
}
