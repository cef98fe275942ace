package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items of the Recommendations catalogue (Recommendations API specification, entities). A save is
 * answered with 200 even when items are rejected, and does not say which; a delete without ids
 * deletes everything.
 */
final class EntityEndpoints {

  /** The environment of items that name none. */
  static final long DEFAULT_ENVIRONMENT = 1;

  private final Gateway gateway;
  private final EntityStore items;
  private final Stores stores;

  EntityEndpoints(Gateway gateway, EntityStore items, Stores stores) {
    this.gateway = gateway;
    this.items = items;
    this.stores = stores;
  }

  void open(Routes routes) {
    on(routes, HttpMethod.POST, "/entities", "entities.save", this::save);
    on(routes, HttpMethod.GET, "/entities/:id", "entities.get", this::get);
    on(routes, HttpMethod.DELETE, "/entities", "entities.delete", this::delete);
    on(routes, HttpMethod.POST, "/catalogsearch", "entities.search", this::search);
  }

  private void on(
      Routes routes, HttpMethod method, String path, String operation, Endpoint endpoint) {
    routes
        .notInBatches()
        .on(method, "/recs" + path, operation, gateway.guard(MediaType.V1, endpoint));
  }

  private static Answer answer(JsonNode json) {
    return Answer.vendorJson(200, MediaType.V1.value(), json);
  }

  private Answer save(Call call) throws Exception {
    JsonNode list = call.json().path("entities");
    if (!list.isArray() || list.isEmpty()) {
      throw Refused.invalid("entities is required and must have at least one");
    }
    int saved = 0;
    Map<ObjectNode, Integer> causes = new LinkedHashMap<>();
    for (JsonNode entity : list) {
      try {
        ObjectNode item = EntityRules.read(entity);
        items.save(environment(entity.path("environment")), item, call.now());
        saved++;
      } catch (EntityRules.Rejected e) {
        ObjectNode cause = Json.object().put("key", e.key()).put("text", e.getMessage());
        cause.putArray("keyArguments");
        causes.merge(cause, 1, Integer::sum);
      } catch (IllegalArgumentException e) {
        ObjectNode cause =
            Json.object().put("key", "invalid.environment").put("text", e.getMessage());
        cause.putArray("keyArguments");
        causes.merge(cause, 1, Integer::sum);
      }
    }
    ObjectNode result =
        Json.object().put("inserted/updated", saved).put("rejected", list.size() - saved);
    ArrayNode rejects = result.putArray("rejectCauses");
    causes.forEach(
        (cause, times) -> rejects.addObject().put("occurrences", times).set("cause", cause));
    return answer(result);
  }

  private long environment(JsonNode environment) {
    if (environment.isMissingNode() || environment.isNull()) {
      return DEFAULT_ENVIRONMENT;
    }
    if (!environment.isIntegralNumber()
        || !stores.exists("environments", environment.longValue())) {
      throw new IllegalArgumentException("environment must be the id of an environment");
    }
    return environment.longValue();
  }

  private Answer get(Call call) throws Refused {
    String id = call.pathParameter("id");
    Long environment = queried(call, "environmentId");
    return answer(
        EntityStore.shown(
            items
                .find(environment == null ? DEFAULT_ENVIRONMENT : environment, id)
                .orElseThrow(() -> Refused.notFound("No entity with id " + id))));
  }

  private Answer delete(Call call) {
    Long environment = queried(call, "environment");
    List<String> ids =
        call.queries("ids").stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .filter(id -> !id.isEmpty())
            .toList();
    if (ids.isEmpty()) {
      items.wipe(environment);
    } else {
      items.delete(environment, ids);
    }
    return answer(
        Json.object()
            .put("operation", ids.isEmpty() ? "Delete by client requested." : "deleted by ids"));
  }

  private Long queried(Call call, String name) {
    String text = call.query(name);
    return text == null ? null : environment(Json.node(Listing.number(call, name, 0)));
  }

  private Answer search(Call call) throws Exception {
    JsonNode body = call.json();
    JsonNode environment = body.at("/meta/environmentId");
    if (environment.isMissingNode()) {
      throw Refused.invalid("meta.environmentId is required");
    }
    long started = System.nanoTime();
    ObjectNode found = new CatalogSearch(body).of(items.all(environment(environment)));
    return answer(found.put("timeMs", (System.nanoTime() - started) / 1_000_000));
  }
}
