package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The Delivery API (Delivery API specification) as far as it is true without activities being
 * delivered: it checks a call, creates or updates the visitor's profile from its {@code
 * profileParameters}, notes host and mboxes, and answers each mbox with nothing to show. It spends
 * no quota.
 */
final class DeliveryEndpoint {

  private final SandboxOptions options;
  private final AdminEndpoints admin;
  private final ProfileStore profiles;

  DeliveryEndpoint(SandboxOptions options, AdminEndpoints admin, ProfileStore profiles) {
    this.options = options;
    this.admin = admin;
    this.profiles = profiles;
  }

  void open(FrontDoor door) {
    door.on(HttpMethod.POST, "/rest/v1/delivery", "delivery", this::answer);
  }

  private static Answer error(String message) {
    return Answer.json(400, Json.object().put("status", 400).put("message", message));
  }

  private Answer answer(Call call) {
    if (!options.clientCode().equals(call.query("client"))) {
      return error("Invalid client");
    }
    try {
      JsonNode body = call.json();
      DeliveryRules.check(call.query("sessionId"), body);
      JsonNode property = body.path("property");
      if (!property.isMissingNode() && !isKnown(property.path("token").asText())) {
        return error("Invalid property token");
      }
      return deliver(call, body);
    } catch (IOException e) {
      return error("The body is no JSON");
    } catch (IllegalArgumentException e) {
      return error(e.getMessage());
    }
  }

  private boolean isKnown(String token) {
    return admin.stores().get("properties").holder("token", token).isPresent();
  }

  private Answer deliver(Call call, JsonNode body) {
    ObjectNode id = body.path("id").isObject() ? body.get("id").deepCopy() : Json.object();
    if (!id.hasNonNull("tntId")) {
      id.put("tntId", UUID.randomUUID().toString().replace("-", "") + ".35_0");
    }
    update(call, id, body);
    note(call, body);
    ObjectNode answer =
        Json.object()
            .put("status", 200)
            .put("requestId", body.path("requestId").asText(UUID.randomUUID().toString()));
    answer.set("id", id);
    answer.put("client", options.clientCode()).put("edgeHost", "127.0.0.1");
    contents(answer, "execute", body.path("execute"));
    contents(answer, "prefetch", body.path("prefetch"));
    return Answer.json(200, answer);
  }

  private void update(Call call, ObjectNode id, JsonNode body) {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode part : parts(body)) {
      part.path("profileParameters")
          .properties()
          .forEach(
              one -> {
                if (!one.getValue().asText().isEmpty()) {
                  values.put(one.getKey(), one.getValue().asText());
                }
              });
    }
    profiles.visit(ProfileKey.PC_ID, id.path("tntId").asText(), values, call.now());
    if (id.hasNonNull("thirdPartyId")) {
      profiles.visit(
          ProfileKey.THIRD_PARTY_ID, id.path("thirdPartyId").asText(), values, call.now());
    }
  }

  private void note(Call call, JsonNode body) {
    for (String where : List.of("/execute/mboxes", "/prefetch/mboxes")) {
      body.at(where).forEach(mbox -> admin.traffic().mbox(mbox.path("name").asText(), call.now()));
    }
    String host = body.at("/context/browser/host").asText();
    String url = body.at("/context/address/url").asText();
    if (host.isEmpty() && !url.isEmpty()) {
      host = String.valueOf(URI.create(url).getHost());
    }
    if (!host.isEmpty()) {
      admin.traffic().host(host, admin.newHostEnvironment(), call.now());
    }
  }

  /** All parts of a call that may carry parameters. */
  private static List<JsonNode> parts(JsonNode body) {
    List<JsonNode> parts = new ArrayList<>();
    for (String section : List.of("execute", "prefetch")) {
      parts.add(body.path(section).path("pageLoad"));
      body.path(section).path("mboxes").forEach(parts::add);
      body.path(section).path("views").forEach(parts::add);
    }
    body.path("notifications").forEach(parts::add);
    return parts;
  }

  private static void contents(ObjectNode answer, String section, JsonNode asked) {
    if (!asked.isObject()) {
      return;
    }
    ObjectNode given = answer.putObject(section);
    if (asked.has("pageLoad")) {
      given.putObject("pageLoad");
    }
    for (String list : List.of("mboxes", "views")) {
      if (asked.path(list).isArray()) {
        ArrayNode all = given.putArray(list);
        for (JsonNode one : asked.path(list)) {
          ObjectNode empty = all.addObject();
          for (String field : List.of("index", "name", "key")) {
            if (one.has(field)) {
              empty.set(field, one.get(field));
            }
          }
        }
      }
    }
  }
}
