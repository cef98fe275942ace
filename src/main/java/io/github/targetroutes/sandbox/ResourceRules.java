package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which fields offers and audiences have, and what Target demands of them (adobe-facts.md C5). */
final class ResourceRules {

  static final List<String> CONTENT_OFFER =
      List.of("id", "name", "content", "workspace", "modifiedAt");
  static final List<String> AUDIENCE =
      List.of(
          "id",
          "name",
          "description",
          "origin",
          "targetRule",
          "audienceRule",
          "status",
          "type",
          "workspace",
          "createdAt",
          "modifiedAt");
  static final List<String> ACTIVITY =
      List.of(
          "id",
          "thirdPartyId",
          "name",
          "type",
          "state",
          "startsAt",
          "endsAt",
          "priority",
          "reportingSource",
          "workspace",
          "createdAt",
          "modifiedAt");

  private static final int OFFER_NAME = 250;
  private static final int AUDIENCE_NAME = 255;

  /** Bytes: 1024 KB. */
  private static final int OFFER_SIZE = 1024 * 1024;

  private ResourceRules() {}

  /**
   * The fields of a content offer.
   *
   * @throws IllegalArgumentException with a sentence that says which field is wrong
   */
  static ObjectNode offer(JsonNode body) {
    ObjectNode offer = Json.object().put("name", name(body, OFFER_NAME));
    JsonNode content = body.path("content");
    require(content.isTextual(), "content is required and must be text");
    require(
        content.asText().getBytes(StandardCharsets.UTF_8).length <= OFFER_SIZE,
        "content must not exceed 1024 KB");
    offer.set("content", content);
    return workspace(offer, body).put("type", "content");
  }

  /**
   * The fields of an audience; {@code id} is the audience that is being replaced, or -1.
   *
   * @throws IllegalArgumentException with a sentence that says which field is wrong
   */
  static ObjectNode audience(JsonNode body, Resources others, long id) {
    String name = name(body, AUDIENCE_NAME);
    require(!others.named(name, id), "name must be unique among audiences");
    require(
        body.path("targetRule").isObject() ^ body.path("audienceRule").isObject(),
        "either targetRule or audienceRule is required, and not both");
    ObjectNode audience = Json.object().put("name", name);
    for (String field : List.of("description", "targetRule", "audienceRule")) {
      if (body.hasNonNull(field)) {
        audience.set(field, body.get(field));
      }
    }
    audience
        .put("origin", "target")
        .put("status", "saved")
        .put("type", body.path("type").asText("reusable"));
    return workspace(audience, body);
  }

  private static String name(JsonNode body, int longest) {
    require(body.isObject(), "The body must be an object");
    String name = body.path("name").isTextual() ? body.get("name").asText() : "";
    require(!name.isBlank(), "name is required and must be text");
    require(name.length() <= longest, "name must not exceed " + longest + " characters");
    return name;
  }

  private static ObjectNode workspace(ObjectNode object, JsonNode body) {
    JsonNode workspace = body.path("workspace");
    require(workspace.asText("").length() <= 250, "workspace must not exceed 250 characters");
    return object.put("workspace", workspace.asText("").isEmpty() ? "1" : workspace.asText());
  }

  private static void require(boolean fine, String rule) {
    if (!fine) {
      throw new IllegalArgumentException(rule);
    }
  }

  static List<ObjectNode> sampleActivities() {
    return List.of(
        activity("Home page hero", "ab", "approved", 5),
        activity("Loyalty members see gold", "xt", "approved", 10),
        activity("Winter recommendations", "abt", "saved", 0),
        activity("Checkout wording", "auto_allocate", "deactivated", 5));
  }

  private static ObjectNode activity(String name, String type, String state, int priority) {
    return Json.object()
        .put("thirdPartyId", "sandbox-" + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'))
        .put("name", name)
        .put("type", type)
        .put("state", state)
        .put("priority", priority)
        .put("reportingSource", "target")
        .put("workspace", "1");
  }
}
