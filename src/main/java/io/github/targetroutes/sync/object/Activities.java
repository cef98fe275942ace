package io.github.targetroutes.sync.object;

import static io.github.targetroutes.sync.object.Fields.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.change.Action;
import io.github.targetroutes.sync.change.BrokenRule;
import io.github.targetroutes.target.BatchOperation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * AB, XT, Automated Personalization and Auto-Allocate activities (Admin API specification). The key
 * is {@code thirdPartyId}, Adobe's own field for an id of ours, which Target allows once. An
 * activity without a {@code type} is not the whole of it: its name, state, priority and schedule
 * are set, by the operations that do so for every type.
 */
public final class Activities implements ObjectKind {

  private static final int MAX_TEXT = 250;

  /** What a listing calls them, and what their operations are called by. */
  private static final Map<String, String> KINDS =
      Map.of("ab", "ab", "xt", "xt", "abt", "abt", "auto_allocate", "auto-allocate");

  /** Fields that can be set alone, by the last word of the operation that does so. */
  private static final Map<String, List<String>> PARTS = parts();

  private static final Set<String> OF_A_PART =
      Set.of("thirdPartyId", "name", "state", "priority", "startsAt", "endsAt");

  private static Map<String, List<String>> parts() {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    parts.put("name", List.of("name"));
    parts.put("priority", List.of("priority"));
    parts.put("schedule", List.of("startsAt", "endsAt"));
    // Last: an activity goes live with all else as it is to be.
    parts.put("state", List.of("state"));
    return parts;
  }

  @Override
  public void checkKey(String key) throws BrokenRule {
    Fields.longest(key, "thirdPartyId", MAX_TEXT);
  }

  @Override
  public ObjectNode check(String key, ObjectNode mapped) throws BrokenRule {
    checkKey(key);
    Fields.key(mapped, "thirdPartyId", key);
    JsonNode type = mapped.path("type");
    boolean whole = !Fields.isBlank(type);
    ObjectNode activity = mapped.deepCopy().put("thirdPartyId", key);
    if (whole) {
      String kind = type.asText().toLowerCase(Locale.ROOT);
      require(KINDS.containsKey(kind), "type", "the type is none of ab, xt, abt and auto_allocate");
      require(!Fields.isBlank(mapped.path("name")), "name", "it has no name");
      activity.put("type", kind);
    } else {
      activity.remove("type");
      part(activity);
    }
    ActivityRules.check(activity);
    return activity;
  }

  private static void part(ObjectNode activity) throws BrokenRule {
    for (Iterator<String> names = activity.fieldNames(); names.hasNext(); ) {
      require(
          OF_A_PART.contains(names.next()),
          "type",
          "it has no type; without one, only name, state, priority, startsAt and endsAt can be"
              + " set");
    }
    require(activity.size() > 1, "type", "it has no type, and nothing that could be set");
  }

  @Override
  public String key(JsonNode listed) {
    boolean gone = listed.path("state").asText().equals("deleted");
    JsonNode id = listed.path("thirdPartyId");
    return !gone && KINDS.containsKey(kind(listed)) && !Fields.isBlank(id) ? id.asText() : null;
  }

  @Override
  public String kind(JsonNode activity) {
    return activity.path("type").asText().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isWhole(ObjectNode activity) {
    return !kind(activity).isEmpty();
  }

  @Override
  public String operation(Action action, String kind) {
    return action.name().toLowerCase(Locale.ROOT) + "-" + KINDS.get(kind) + "-activity";
  }

  @Override
  public List<BatchOperation> update(TargetId there, ObjectNode activity) {
    if (isWhole(activity)) {
      return ObjectKind.super.update(there, activity);
    }
    List<BatchOperation> setters = new ArrayList<>();
    PARTS.forEach(
        (part, fields) -> {
          ObjectNode body = activity.deepCopy().retain(fields);
          if (!body.isEmpty()) {
            setters.add(
                new BatchOperation("update-activity-" + part, Map.of("id", there.id()), body));
          }
        });
    return setters;
  }
}
