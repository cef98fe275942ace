package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.MVMap;

/** The hosts and mboxes that have asked Target for something, and when they last did. */
final class Traffic {

  private static final List<String> MBOXES = List.of("target-global-mbox");
  private static final List<String> HOSTS = List.of("www.example.com", "stage.example.com");

  private final MVMap<String, String> hosts;
  private final MVMap<String, Long> mboxes;

  Traffic(SandboxState state) {
    this.hosts = state.texts("hosts");
    this.mboxes = state.numbers("mboxes");
  }

  void host(String name, long environment, Instant now) {
    ObjectNode host = find(name);
    if (host == null) {
      host = Json.object().put("name", name).put("environmentId", environment);
    }
    put(host.put("lastRequested", Times.seconds(now)));
  }

  void put(ObjectNode host) {
    hosts.put(host.path("name").asText(), Json.text(host));
  }

  void remove(String host) {
    hosts.remove(host);
  }

  /** A host, or null. */
  ObjectNode find(String name) {
    String json = hosts.get(name);
    return json == null ? null : Json.read(json, ObjectNode.class);
  }

  ArrayNode hosts() {
    ArrayNode list = Json.array();
    hosts.values().forEach(json -> list.add(Json.read(json, ObjectNode.class)));
    return list;
  }

  void mbox(String name, Instant now) {
    mboxes.put(name, now.toEpochMilli());
  }

  boolean hasMbox(String name) {
    return mboxes.containsKey(name);
  }

  ArrayNode mboxes() {
    ArrayNode list = Json.array();
    mboxes
        .keyIterator(null)
        .forEachRemaining(
            name ->
                list.addObject()
                    .put("name", name)
                    .put("status", "active")
                    .put("lastRequestedAt", Times.seconds(Instant.ofEpochMilli(mboxes.get(name)))));
    return list;
  }

  void counts(ObjectNode json) {
    json.put("hosts", hosts.size()).put("mboxes", mboxes.size());
  }

  void seed(Instant now) {
    if (hosts.isEmpty()) {
      for (int i = 0; i < HOSTS.size(); i++) {
        host(HOSTS.get(i), i + 1L, now);
      }
      MBOXES.forEach(name -> mbox(name, now));
    }
  }

  void clear() {
    hosts.clear();
    mboxes.clear();
  }
}
