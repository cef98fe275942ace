package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import org.h2.mvstore.MVMap;

/** The Models API: features of an activity's model, and which of them are blocked. */
final class ModelEndpoints {

  private static final List<String> LISTS = List.of("blockedFeatures", "blockedFeatureSources");

  private final Gateway gateway;
  private final Stores stores;
  private final MVMap<String, String> blocked;

  ModelEndpoints(Gateway gateway, SandboxState state, Stores stores) {
    this.gateway = gateway;
    this.stores = stores;
    this.blocked = state.texts("blocked-features");
  }

  void open(Routes routes) {
    String list = "/models/features/blockList/";
    on(routes, HttpMethod.GET, list + "global", call -> get("global"));
    on(routes, HttpMethod.PUT, list + "global", call -> put("global", call));
    on(routes, HttpMethod.GET, list + ":id", call -> forActivity(call, () -> get(id(call))));
    on(routes, HttpMethod.PUT, list + ":id", call -> forActivity(call, () -> put(id(call), call)));
    on(
        routes,
        HttpMethod.GET,
        "/models/features/:id",
        call -> forActivity(call, () -> features(call)));
  }

  private interface Found {
    Answer answer() throws IOException;
  }

  private void on(Routes routes, HttpMethod method, String path, Endpoint endpoint) {
    String operation = "models." + (method == HttpMethod.GET ? "get" : "update");
    routes.notInBatches().on(method, path, operation, gateway.guard(MediaType.V1, endpoint));
  }

  private static String id(Call call) {
    return call.pathParameter("id");
  }

  private Answer forActivity(Call call, Found found) throws IOException {
    return stores.exists("activities", ResourceEndpoints.id(call))
        ? found.answer()
        : error(404, "No activity with id " + id(call));
  }

  private static Answer error(int status, String message) {
    return Answer.json(status, Json.object().put("status", status).put("message", message));
  }

  private static Answer answer(ObjectNode json) {
    return Answer.vendorJson(200, MediaType.V1.value(), json);
  }

  private Answer get(String of) {
    String json = blocked.get(of);
    if (json != null) {
      return answer(Json.read(json, ObjectNode.class));
    }
    ObjectNode none = Json.object();
    LISTS.forEach(none::putArray);
    return answer(none);
  }

  private Answer put(String of, Call call) throws IOException {
    JsonNode body = call.json();
    ObjectNode kept = Json.object();
    for (String list : LISTS) {
      for (JsonNode one : body.path(list)) {
        if (!one.isTextual()) {
          return error(400, list + " must be a list of texts");
        }
      }
      if (!body.path(list).isArray()) {
        return error(400, list + " is required and must be a list of texts");
      }
      kept.set(list, body.get(list));
    }
    blocked.put(of, Json.text(kept));
    return answer(kept);
  }

  private static Answer features(Call call) {
    ObjectNode json = Json.object();
    json.putObject("reportParameters").put("activityId", ResourceEndpoints.id(call));
    json.putArray("features")
        .add(feature("Geo - City", "GEO_CITY", "GEO"))
        .add(feature("Browser", "BROWSER", "ENVIRONMENT"))
        .add(feature("Custom - Profile - memberLevel", "PROFILE_MEMBERLEVEL", "PROFILE"));
    return answer(json);
  }

  private static ObjectNode feature(String external, String internal, String type) {
    return Json.object()
        .put("externalName", external)
        .put("internalName", internal)
        .put("type", type);
  }

  void clear() {
    blocked.clear();
  }
}
