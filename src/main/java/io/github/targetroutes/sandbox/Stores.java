package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** All families of resources, and what they have in common. */
final class Stores implements FieldRule.Lookup {

  private final Map<String, ResourceStore> byName = new LinkedHashMap<>();
  private final References references;
  private final Revisions revisions;

  Stores(ResourceTable table, SandboxState state, Revisions revisions) {
    this.references = new References(state);
    this.revisions = revisions;
    for (Family family : table.families()) {
      byName.put(family.name(), new ResourceStore(family, state, references, revisions));
    }
  }

  Collection<ResourceStore> all() {
    return byName.values();
  }

  /**
   * @return null when there is no such family
   */
  ResourceStore get(String family) {
    return byName.get(family);
  }

  References references() {
    return references;
  }

  @Override
  public boolean exists(String family, long id) {
    return byName.get(family).exists(id);
  }

  void counts(ObjectNode json) {
    byName.forEach((name, store) -> json.put(name, store.size()));
  }

  void seed(Instant now) {
    byName.values().forEach(store -> store.seed(now));
  }

  void reset(Instant now) {
    references.clear();
    revisions.clear();
    byName.values().forEach(store -> store.reset(now));
  }
}
