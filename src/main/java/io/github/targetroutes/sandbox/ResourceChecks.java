package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import java.util.Map;
import java.util.Optional;

/** What stands in the way of a resource being kept or deleted. */
final class ResourceChecks {

  private final Stores stores;

  ResourceChecks(Stores stores) {
    this.stores = stores;
  }

  /**
   * The fields of a body that are kept.
   *
   * @param old what is replaced, or null
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  ObjectNode fields(JsonNode body, ObjectNode old, ResourceStore store, Kind kind) {
    ObjectNode fields = kind.fields().read(body, old, stores);
    if (!kind.either().isEmpty() && kind.either().stream().filter(fields::has).count() != 1) {
      throw new IllegalArgumentException("exactly one of " + kind.either() + " is required");
    }
    kind.fields()
        .rules()
        .forEach(
            (name, rule) -> {
              if (rule.unique() && fields.has(name)) {
                unique(store, name, fields.path(name).asText(), old);
              }
            });
    if (store == stores.get("activities")) {
      ActivityRules.check(fields);
    }
    return fields;
  }

  private static void unique(ResourceStore store, String name, String value, ObjectNode old) {
    Optional<Long> holder = store.holder(name, value);
    if (holder.isPresent() && (old == null || holder.get() != store.id(old))) {
      throw new IllegalArgumentException(
          name
              + " must be unique among "
              + store.family().name()
              + "; "
              + holder.get()
              + " has it");
    }
  }

  /**
   * @throws Refused when it is not to be deleted, or something else needs it
   */
  void deletable(ObjectNode resource, ResourceStore store) throws Refused {
    for (Map.Entry<String, String> kept : store.family().keeps().entrySet()) {
      if (resource.path(kept.getKey()).asText().equals(kept.getValue())) {
        throw Refused.inUse("It can't be deleted: its " + kept.getKey() + " is " + kept.getValue());
      }
    }
    String user = stores.references().to(store.family().name(), store.id(resource));
    if (user != null) {
      throw Refused.inUse("It can't be deleted: it is used by " + user);
    }
  }
}
