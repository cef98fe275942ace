package io.github.targetroutes.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What became of one object since the last inventory; a line of {@code changes.jsonl}.
 *
 * @param kind of object, as in {@code offers}
 * @param id Target's own; of hosts and mboxes their name
 * @param change what happened to it
 * @param name the present one; of what was removed, the last one that was known
 */
@JsonPropertyOrder({"kind", "id", "change", "name"})
record InventoryChange(String kind, String id, Change change, String name) {

  /** What can become of an object. */
  enum Change {
    /** It was not there the last time. */
    @JsonProperty("added")
    ADDED,
    /** Its contents are different. */
    @JsonProperty("changed")
    CHANGED,
    /** It is there no more. */
    @JsonProperty("removed")
    REMOVED
  }
}
