package io.github.targetroutes.sync.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.change.Action;
import io.github.targetroutes.sync.change.ObjectRules;
import io.github.targetroutes.target.BatchOperation;
import java.util.List;
import java.util.Map;

/** What Target takes of the objects of one flow, and how it is asked for them. */
public interface ObjectKind extends ObjectRules {

  /**
   * What the source would call an object of a listing.
   *
   * @return null where the flow has nothing to do with it
   */
  String key(JsonNode listed);

  /** The kind of an object, of a listing or as it is sent; empty where it does not tell. */
  String kind(JsonNode object);

  /** Whether it is the whole object, and no part of one that is there. */
  default boolean isWhole(ObjectNode object) {
    return true;
  }

  /** The name of Target's operation that does something with an object of a kind. */
  String operation(Action action, String kind);

  /** The operations that make an object of Target what it is to be. */
  default List<BatchOperation> update(TargetId there, ObjectNode object) {
    return List.of(
        new BatchOperation(
            operation(Action.UPDATE, there.kind()), Map.of("id", there.id()), body(object)));
  }

  /** The object without what Target is told by the address. */
  default ObjectNode body(ObjectNode object) {
    return object.deepCopy().without("type");
  }
}
