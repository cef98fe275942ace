package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;

/** What has been done to a resource: its latest 100 revisions (getRevisionLog). */
final class Revisions {

  /** Everything is done in the name of the technical account. */
  static final String AUTHOR = "Target Routes";

  private static final int KEPT = 100;

  private final MVMap<String, String> revisions;
  private final SandboxState state;
  private final String email;

  /**
   * @param email of the account in whose name everything is done
   */
  Revisions(SandboxState state, String email) {
    this.state = state;
    this.revisions = state.texts("revisions");
    this.email = email;
  }

  String email() {
    return email;
  }

  /** Notes one; a type that is null has no revisions. */
  void note(String type, long id, String operation, ObjectNode object, Instant now) {
    if (type == null) {
      return;
    }
    long revision = state.next("revisions");
    ObjectNode noted = Json.object();
    noted
        .putObject("summary")
        .put("id", revision)
        .put("operation", operation)
        .put("modifiedBy", email)
        .put("modifiedByName", AUTHOR)
        .put("modifiedAt", Times.seconds(now));
    noted.put("jsonData", Json.text(object));
    String entity = key(type, id);
    revisions.put(entity + "%019d".formatted(revision), Json.text(noted));
    String first = revisions.ceilingKey(entity);
    if (revisions.getKeyIndex(entity + "%019d".formatted(revision)) - revisions.getKeyIndex(first)
        >= KEPT) {
      revisions.remove(first);
    }
  }

  private static String key(String type, long id) {
    return "%s %019d ".formatted(type, id);
  }

  /** Those of one resource, newest first. */
  List<ObjectNode> of(String type, long id) {
    List<ObjectNode> found = below(key(type, id));
    Collections.reverse(found);
    return found;
  }

  /** Those of all resources of a type, in no order that matters. */
  List<ObjectNode> of(String type, Instant since) {
    List<ObjectNode> found = below(type + " ");
    found.removeIf(one -> Instant.parse(one.at("/summary/modifiedAt").asText()).isBefore(since));
    return found;
  }

  private List<ObjectNode> below(String prefix) {
    List<ObjectNode> found = new ArrayList<>();
    Iterator<String> keys = revisions.keyIterator(prefix);
    while (keys.hasNext()) {
      String key = keys.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      found.add(Json.read(revisions.get(key), ObjectNode.class));
    }
    return found;
  }

  void clear() {
    revisions.clear();
  }
}
