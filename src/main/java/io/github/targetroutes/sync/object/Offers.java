package io.github.targetroutes.sync.object;

import static io.github.targetroutes.sync.object.Fields.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.change.Action;
import io.github.targetroutes.sync.change.BrokenRule;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Content and JSON offers (createContentOffer, createJsonOffer; limits of the Target
 * documentation). The key is the name, for Target has no other field that an offer could be found
 * by. A text is content, any other JSON is a JSON offer; {@code type} says so where it is not to be
 * guessed.
 */
public final class Offers implements ObjectKind {

  private static final int MAX_NAME = 250;
  private static final int MAX_BYTES = 1024 * 1024;

  private static final Set<String> KINDS = Set.of("content", "json");

  @Override
  public void checkKey(String key) throws BrokenRule {
    Fields.longest(key, "name", MAX_NAME);
  }

  @Override
  public ObjectNode check(String key, ObjectNode mapped) throws BrokenRule {
    checkKey(key);
    Fields.key(mapped, "name", key);
    Fields.text(mapped, "workspace", MAX_NAME);
    JsonNode content = mapped.path("content");
    require(!content.isMissingNode() && !content.isNull(), "content", "it has no content");
    String kind = kind(mapped);
    require(KINDS.contains(kind), "type", "the type is neither content nor json");
    require(
        kind.equals("json") || content.isTextual(),
        "content",
        "the content of a content offer is no text");
    byte[] bytes =
        (content.isTextual() ? content.textValue() : content.toString())
            .getBytes(StandardCharsets.UTF_8);
    require(bytes.length <= MAX_BYTES, "content", "the content is larger than 1024 KB");
    ObjectNode offer = mapped.deepCopy();
    return offer.put("type", kind).put("name", key);
  }

  @Override
  public String key(JsonNode listed) {
    return KINDS.contains(kind(listed)) && !Fields.isBlank(listed.path("name"))
        ? listed.path("name").asText()
        : null;
  }

  @Override
  public String kind(JsonNode offer) {
    JsonNode type = offer.path("type");
    if (!Fields.isBlank(type)) {
      return type.asText().toLowerCase(Locale.ROOT);
    }
    return offer.path("content").isTextual() ? "content" : "json";
  }

  @Override
  public String operation(Action action, String kind) {
    return action.name().toLowerCase(Locale.ROOT) + "-" + kind + "-offer";
  }
}
