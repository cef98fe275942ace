package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Revisions of resources, and the changelog of an activity, which is made from them. Hosts and
 * profile scripts have no revisions here; authorized hosts have theirs under the id 1.
 */
final class RevisionEndpoints {

  private static final List<String> TYPES =
      List.of(
          "activity",
          "audience",
          "offer",
          "profileScript",
          "property",
          "environment",
          "responseToken",
          "host",
          "authorizedHosts");

  private final Gateway gateway;
  private final Revisions revisions;
  private final ResourceStore activities;

  RevisionEndpoints(Gateway gateway, Revisions revisions, ResourceStore activities) {
    this.gateway = gateway;
    this.revisions = revisions;
    this.activities = activities;
  }

  void open(Routes routes) {
    on(routes, "/revisions/:type", "revisions.list-by-author", this::byAuthor);
    on(
        routes,
        "/revisions/:type/:id",
        "revisions.list",
        call -> log(call, revisions.of(type(call), ResourceEndpoints.id(call))));
    on(routes, "/revisions/:type/:id/revision", "revisions.get-before", this::before);
    on(routes, "/revisions/:type/:id/revision/:revision", "revisions.get", this::one);
    on(routes, "/activities/:id/changelog", "activities.changelog", this::changelog);
  }

  private void on(Routes routes, String path, String operation, Endpoint endpoint) {
    routes.on(HttpMethod.GET, path, operation, gateway.guard(MediaType.V1, endpoint));
  }

  private static String type(Call call) throws Refused {
    String type = call.pathParameter("type");
    if (!TYPES.contains(type)) {
      throw Refused.invalid("The type of resource must be one of " + TYPES);
    }
    return type;
  }

  private Answer byAuthor(Call call) throws Refused {
    String type = type(call);
    String by = call.query("modifiedBy");
    if (by == null || by.isBlank()) {
      throw Refused.invalid("modifiedBy is required");
    }
    String since = call.query("modifiedAt");
    Instant from = since == null ? call.now().minus(Duration.ofDays(1)) : Times.parse(since);
    List<ObjectNode> found = revisions.of(type, from);
    found.removeIf(
        one ->
            !(one.at("/summary/modifiedByName").asText() + " " + revisions.email())
                .toLowerCase(Locale.ROOT)
                .contains(by.toLowerCase(Locale.ROOT)));
    return log(call, found);
  }

  private static Answer log(Call call, List<ObjectNode> found) {
    int offset = Listing.number(call, "offset", 0);
    int limit = Listing.number(call, "limit", Integer.MAX_VALUE);
    ObjectNode log = Json.object().put("total", found.size());
    log.putObject("pagination").put("offset", offset).put("limit", limit);
    ArrayNode page = log.putArray("revisions");
    found.stream().skip(offset).limit(limit).forEach(one -> page.add(one.get("summary")));
    return Answer.vendorJson(200, MediaType.V1.value(), log);
  }

  private Answer before(Call call) throws Refused {
    String timestamp = call.query("timestamp");
    if (timestamp == null) {
      throw Refused.invalid("timestamp is required");
    }
    Instant until = Times.parse(timestamp);
    return shown(
        revisions.of(type(call), ResourceEndpoints.id(call)).stream()
            .filter(one -> !modifiedAt(one).isAfter(until))
            .findFirst()
            .orElseThrow(() -> Refused.notFound("There is no revision before " + timestamp)));
  }

  private Answer one(Call call) throws Refused {
    String wanted = call.pathParameter("revision");
    return shown(
        revisions.of(type(call), ResourceEndpoints.id(call)).stream()
            .filter(one -> one.at("/summary/id").asText().equals(wanted))
            .findFirst()
            .orElseThrow(() -> Refused.notFound("There is no revision " + wanted)));
  }

  private static Answer shown(ObjectNode revision) {
    return Answer.vendorJson(200, MediaType.V1.value(), revision);
  }

  private static Instant modifiedAt(ObjectNode revision) {
    return Instant.parse(revision.at("/summary/modifiedAt").asText());
  }

  private Answer changelog(Call call) throws Refused {
    long id = ResourceEndpoints.id(call);
    if (!activities.exists(id)) {
      throw Refused.notFound("No activities with id " + call.pathParameter("id"));
    }
    List<ObjectNode> newestFirst = revisions.of("activity", id);
    ObjectNode log = Json.object();
    ArrayNode changes = Json.array();
    for (int i = 0; i + 1 < newestFirst.size(); i++) {
      changes.add(change(newestFirst.get(i + 1), newestFirst.get(i)));
    }
    log.put("total", changes.size()).set("activityChangelogs", changes);
    return Answer.vendorJson(200, MediaType.V1.value(), log);
  }

  private static ObjectNode change(ObjectNode before, ObjectNode after) {
    ObjectNode change =
        Json.object()
            .put("modifiedAt", after.at("/summary/modifiedAt").asText())
            .put("reportDataReset", false);
    ObjectNode parameters = change.putObject("activityParameters");
    ObjectNode old = data(before);
    ObjectNode now = data(after);
    now.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("modifiedAt") && !now.get(name).equals(old.get(name))) {
                parameters
                    .putObject(name)
                    .put("parameter", name)
                    .put("previousValue", text(old, name))
                    .put("changedValue", text(now, name));
              }
            });
    return change;
  }

  private static ObjectNode data(ObjectNode revision) {
    return Json.read(revision.path("jsonData").asText(), ObjectNode.class);
  }

  private static String text(ObjectNode in, String name) {
    var value = in.path(name);
    return value.isContainerNode() ? Json.text(value) : value.asText();
  }
}
