package io.github.targetroutes.sync.object;

import static io.github.targetroutes.sync.object.Fields.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.change.Action;
import io.github.targetroutes.sync.change.BrokenRule;
import java.util.Locale;
import java.util.Set;

/**
 * Audiences (createAudience; limits of the Target documentation). The key is the name, which Target
 * allows once. Those that come from elsewhere, such as the Experience Cloud, are not ours to
 * change.
 */
public final class Audiences implements ObjectKind {

  private static final int MAX_NAME = 255;
  private static final int MAX_WORKSPACE = 250;

  private static final Set<String> TYPES = Set.of("reusable", "anonymous", "property");

  @Override
  public void checkKey(String key) throws BrokenRule {
    Fields.longest(key, "name", MAX_NAME);
  }

  @Override
  public ObjectNode check(String key, ObjectNode mapped) throws BrokenRule {
    checkKey(key);
    Fields.key(mapped, "name", key);
    Fields.text(mapped, "workspace", MAX_WORKSPACE);
    boolean target = !Fields.isBlank(mapped.path("targetRule"));
    boolean audience = !Fields.isBlank(mapped.path("audienceRule"));
    require(target || audience, "targetRule", "it has neither a targetRule nor an audienceRule");
    require(!target || !audience, "audienceRule", "it has a targetRule and an audienceRule");
    String rule = target ? "targetRule" : "audienceRule";
    require(mapped.path(rule).isObject(), rule, "the " + rule + " is no JSON object");
    JsonNode type = mapped.path("type");
    require(
        Fields.isBlank(type) || TYPES.contains(type.asText()),
        "type",
        "the type is none of reusable, anonymous and property");
    ObjectNode checked = mapped.deepCopy();
    return checked.put("name", key);
  }

  @Override
  public String key(JsonNode listed) {
    boolean ours = listed.path("origin").asText("target").equalsIgnoreCase("target");
    boolean gone = listed.path("status").asText().equals("deleted");
    JsonNode name = listed.path("name");
    return ours && !gone && !Fields.isBlank(name) ? name.asText() : null;
  }

  @Override
  public String kind(JsonNode audience) {
    return "";
  }

  @Override
  public String operation(Action action, String kind) {
    return action.name().toLowerCase(Locale.ROOT) + "-audience";
  }

  /** Its type is no part of its address. */
  @Override
  public ObjectNode body(ObjectNode audience) {
    return audience;
  }
}
