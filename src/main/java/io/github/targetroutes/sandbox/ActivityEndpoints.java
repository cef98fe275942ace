package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The setters of an activity, with and without its type, and its preview links (Admin API
 * specification). An activity whose state becomes {@code deleted} is as gone as one that is
 * deleted.
 */
final class ActivityEndpoints {

  private static final Map<String, List<String>> SETTERS =
      Map.of(
          "state", List.of("state"),
          "schedule", List.of("startsAt", "endsAt"),
          "priority", List.of("priority"),
          "name", List.of("name"));

  private static final List<String> DESCRIPTION =
      List.of(
          "id",
          "thirdPartyId",
          "name",
          "state",
          "startsAt",
          "endsAt",
          "priority",
          "modifiedAt",
          "createdAt");

  /** Types that have setters of their own. */
  private static final Set<String> OWN_SETTERS = Set.of("ab", "xt");

  private final Gateway gateway;
  private final SandboxState state;
  private final Stores stores;
  private final ResourceStore activities;

  ActivityEndpoints(Gateway gateway, SandboxState state, Stores stores) {
    this.gateway = gateway;
    this.state = state;
    this.stores = stores;
    this.activities = stores.get("activities");
  }

  void open(Routes routes) {
    setters(routes, "/activities", null);
    activities
        .family()
        .kinds()
        .forEach(
            (type, kind) -> {
              if (OWN_SETTERS.contains(type)) {
                setters(routes, kind.path(), kind);
              }
              routes.on(
                  HttpMethod.POST,
                  kind.path() + "/:id/qamode",
                  kind.name() + ".qamode",
                  gateway.guard(new MediaType(kind.version()), call -> preview(call, kind)));
            });
  }

  private void setters(Routes routes, String path, Kind kind) {
    SETTERS.forEach(
        (name, fields) ->
            routes.on(
                HttpMethod.PUT,
                path + "/:id/" + name,
                "activities.set-" + name,
                gateway.guard(MediaType.V1, call -> set(call, kind, name, fields))));
  }

  private Answer set(Call call, Kind kind, String name, List<String> fields) throws Exception {
    JsonNode body = call.json();
    synchronized (state) {
      ObjectNode old = found(call, kind);
      ObjectNode wanted = old.deepCopy();
      wanted.remove(fields);
      fields.stream().filter(body::hasNonNull).forEach(field -> wanted.set(field, body.get(field)));
      if (!name.equals("schedule") && !wanted.has(name)) {
        throw Refused.invalid(name + " is required");
      }
      Kind its = activities.family().kind(old);
      ObjectNode checked = its.fields().read(wanted, null, stores);
      ActivityRules.check(checked);
      boolean gone = checked.path("state").asText().equals("deleted");
      ObjectNode now =
          gone
              ? activities.delete(old, call.now())
              : activities.replace(old, its, checked, "update", call.now());
      return Answer.vendorJson(200, MediaType.V1.value(), now.retain(DESCRIPTION));
    }
  }

  private ObjectNode found(Call call, Kind kind) throws Refused {
    long id = ResourceEndpoints.id(call);
    return (kind == null ? activities.find(id) : activities.find(id, kind))
        .orElseThrow(() -> Refused.notFound("No activities with id " + call.pathParameter("id")));
  }

  /** Links that show one experience each. */
  private Answer preview(Call call, Kind kind) throws Exception {
    ObjectNode activity = found(call, kind);
    JsonNode body = call.json();
    String url = body.path("url").asText();
    if (url.isEmpty() || URI.create(url).getScheme() == null) {
      throw Refused.invalid("url is required and must be an address");
    }
    boolean alone = body.path("currentActivityOnly").asBoolean(true);
    String token = UUID.nameUUIDFromBytes(Codes.utf8(activity.path("id").asText())).toString();
    ObjectNode links = Json.object();
    ArrayNode experiences = links.putArray("qaModeExperiences");
    int index = 0;
    for (JsonNode experience : experiences(activity)) {
      index++;
      ObjectNode link =
          experiences
              .addObject()
              .put(
                  "url",
                  url
                      + (url.contains("?") ? "&" : "?")
                      + "at_preview_token="
                      + token
                      + "&at_preview_index=1_"
                      + index
                      + "&at_preview_listed_activities_only="
                      + alone);
      link.put("experienceLocalId", experience.path("experienceLocalId").asInt());
      if (experience.has("locationOptions")) {
        link.set("locationOptions", experience.get("locationOptions"));
      }
    }
    return Answer.vendorJson(200, MediaType.value(kind.version()), links);
  }

  private static Iterable<JsonNode> experiences(ObjectNode activity) {
    JsonNode explicit = activity.at("/targetedExperience/explicit/explicitExperiences");
    return explicit.isArray() ? explicit : activity.path("experiences");
  }
}
