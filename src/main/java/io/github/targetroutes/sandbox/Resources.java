package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** The stored things of one kind (offers, audiences, activities), each under its int64 id. */
final class Resources {

  private final String name;
  private final MVMap<Long, String> byId;
  private final SandboxState state;

  Resources(String name, SandboxState state) {
    this.name = name;
    this.byId = state.documents(name);
    this.state = state;
  }

  /** The plural by which lists call them. */
  String name() {
    return name;
  }

  Optional<ObjectNode> find(long id) {
    return Optional.ofNullable(byId.get(id)).map(json -> Json.read(json, ObjectNode.class));
  }

  List<ObjectNode> all() {
    return byId.values().stream().map(json -> Json.read(json, ObjectNode.class)).toList();
  }

  int size() {
    return byId.size();
  }

  /** Keeps a new one; ids are never used twice. */
  synchronized ObjectNode create(ObjectNode fields, Instant now) {
    return put(state.next(name), fields, Times.seconds(now), now);
  }

  /** Replaces one that is there. */
  synchronized Optional<ObjectNode> update(long id, ObjectNode fields, Instant now) {
    return find(id).map(old -> put(id, fields, old.path("createdAt").asText(), now));
  }

  private ObjectNode put(long id, ObjectNode fields, String createdAt, Instant now) {
    ObjectNode stored = Json.object().put("id", id);
    stored.setAll(fields);
    stored.put("createdAt", createdAt).put("modifiedAt", Times.seconds(now));
    byId.put(id, Json.text(stored));
    state.commit();
    return stored;
  }

  synchronized Optional<ObjectNode> delete(long id) {
    Optional<ObjectNode> gone = find(id);
    byId.remove(id);
    state.commit();
    return gone;
  }

  /** Whether another one than {@code id} has this name. */
  boolean named(String wanted, long id) {
    return all().stream()
        .anyMatch(one -> one.path("id").asLong() != id && wanted.equals(one.path("name").asText()));
  }

  void clear() {
    byId.clear();
  }
}
