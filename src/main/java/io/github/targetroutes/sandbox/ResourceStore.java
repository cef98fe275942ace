package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * The resources of one family, each under its int64 id, on disk. Whoever changes something holds
 * the lock of the {@link SandboxState} from the first check to the last write.
 */
final class ResourceStore {

  private final Family family;
  private final SandboxState state;
  private final References references;
  private final Revisions revisions;
  private final MVMap<Long, String> byId;
  private final MVMap<String, Long> unique;
  private volatile long changes;

  ResourceStore(Family family, SandboxState state, References references, Revisions revisions) {
    this.family = family;
    this.state = state;
    this.references = references;
    this.revisions = revisions;
    this.byId = state.documents(family.name());
    this.unique = state.numbers(family.name() + ".unique");
  }

  Family family() {
    return family;
  }

  int size() {
    return byId.size();
  }

  boolean exists(long id) {
    return byId.containsKey(id);
  }

  /** Grows with every change. */
  long changes() {
    return changes;
  }

  /** The id that has so many smaller ones, or 0, which nothing has, when there is none. */
  long idAt(long index) {
    Long id = byId.getKey(index);
    return id == null ? 0 : id;
  }

  /** The id that a stored resource has. */
  long id(ObjectNode stored) {
    return stored.path(family.idField()).asLong();
  }

  Optional<ObjectNode> find(long id) {
    return Optional.ofNullable(byId.get(id)).map(json -> Json.read(json, ObjectNode.class));
  }

  Optional<ObjectNode> find(long id, Kind kind) {
    return find(id).filter(stored -> family.is(stored, kind));
  }

  /** All of them in the order of their ids, as they were when this was asked. */
  Cursor<Long, String> all() {
    return byId.cursor(null);
  }

  /** The id that has this value in a field that is unique. */
  Optional<Long> holder(String field, String value) {
    return Optional.ofNullable(unique.get(field + "=" + value));
  }

  /** Keeps a new one; ids are never used twice. */
  ObjectNode create(Kind kind, ObjectNode fields, Instant now) {
    return put(state.next(family.name()), kind, fields, null, "create", now);
  }

  /** Replaces one that is there. */
  ObjectNode replace(ObjectNode old, Kind kind, ObjectNode fields, String operation, Instant now) {
    return put(id(old), kind, fields, old, operation, now);
  }

  /** Keeps one under the id that it is given with, in the place of the one that has it. */
  void put(long id, Kind kind, ObjectNode fields, Instant now) {
    ObjectNode old = find(id).orElse(null);
    put(id, kind, fields, old, old == null ? "create" : "update", now);
    state.number(family.name(), Math.max(id, state.number(family.name())));
  }

  private ObjectNode put(
      long id, Kind kind, ObjectNode fields, ObjectNode old, String operation, Instant now) {
    ObjectNode stored = Json.object();
    kind.fields()
        .names()
        .forEach(
            name -> {
              FieldRule rule = kind.fields().rules().get(name);
              if (rule.type().given()) {
                give(stored, name, rule, id, old, now);
              } else if (fields.has(name)) {
                stored.set(name, fields.get(name));
              }
            });
    if (old != null) {
      forget(id, kind, old);
    }
    kind.fields()
        .rules()
        .forEach(
            (name, rule) -> {
              if (rule.unique() && stored.has(name)) {
                unique.put(name + "=" + stored.path(name).asText(), id);
              }
            });
    references.add(family.name(), id, kind.fields().references(stored));
    byId.put(id, Json.text(stored));
    changes++;
    revisions.note(family.revision(), id, operation, stored, now);
    return stored;
  }

  private void give(
      ObjectNode stored, String name, FieldRule rule, long id, ObjectNode old, Instant now) {
    switch (rule.type()) {
      case ID -> stored.put(name, id);
      case CREATED -> stored.put(name, old == null ? Times.seconds(now) : old.path(name).asText());
      case TOKEN ->
          stored.put(name, old == null ? UUID.randomUUID().toString() : old.path(name).asText());
      case MODIFIED -> stored.put(name, Times.seconds(now));
      case AUTHOR -> stored.put(name, Revisions.AUTHOR);
      case EMAIL -> stored.put(name, revisions.email());
      default -> stored.set(name, rule.value());
    }
  }

  /** Deletes one that is there; what comes back says so where Target says so. */
  ObjectNode delete(ObjectNode gone, Instant now) {
    long id = id(gone);
    forget(id, family.kind(gone), gone);
    byId.remove(id);
    changes++;
    if (family.gone() != null) {
      gone.put(family.gone(), "deleted");
    }
    if (gone.has("thirdPartyId")) {
      gone.put("thirdPartyId", gone.path("thirdPartyId").asText() + "_" + now.toEpochMilli());
    }
    revisions.note(family.revision(), id, "delete", gone, now);
    return gone;
  }

  private void forget(long id, Kind kind, ObjectNode old) {
    kind.fields()
        .rules()
        .forEach(
            (name, rule) -> {
              if (rule.unique() && old.has(name)) {
                unique.remove(name + "=" + old.path(name).asText());
              }
            });
    references.remove(family.name(), id, kind.fields().references(old));
  }

  /** Forgets everything but what is there from the beginning. */
  void reset(Instant now) {
    // What is left of it elsewhere is cleared by whoever resets everything.
    byId.clear();
    changes++;
    unique.clear();
    seed(now);
  }

  /** Puts there what a customer would find, unless there is something already. */
  void seed(Instant now) {
    if (!byId.isEmpty()) {
      return;
    }
    long id = 0;
    for (ObjectNode seed : family.seeds()) {
      Kind kind = family.kind(seed);
      ObjectNode fields = kind.fields().read(seed, null, (name, target) -> true);
      put(++id, kind, fields, null, "create", now);
    }
    state.number(family.name(), Math.max(id, state.number(family.name())));
  }
}
