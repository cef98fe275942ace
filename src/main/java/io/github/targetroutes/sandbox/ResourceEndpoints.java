package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import io.vertx.core.http.HttpMethod;

/** Create, read, update and delete for every kind of resource in the {@link ResourceTable}. */
final class ResourceEndpoints {

  private final Gateway gateway;
  private final SandboxState state;
  private final Stores stores;
  private final ResourceChecks checks;

  ResourceEndpoints(Gateway gateway, SandboxState state, Stores stores) {
    this.gateway = gateway;
    this.state = state;
    this.stores = stores;
    this.checks = new ResourceChecks(stores);
  }

  void open(Routes routes) {
    for (ResourceStore store : stores.all()) {
      Family family = store.family();
      Routes own = family.recommendations() ? routes.notInBatches() : routes;
      Listing listing =
          family.recommendations() ? new RecommendationsListing(store) : new AdminListing(store);
      own.on(
          HttpMethod.GET,
          family.path(),
          family.name() + ".list",
          guard(family.version(), call -> listed(call, listing, null)));
      family.kinds().values().forEach(kind -> open(own, store, kind, listing));
      if (family.kinds().size() > 1 && family.recommendations()) {
        own.on(
            HttpMethod.GET,
            family.path() + "/:id",
            family.name() + ".get",
            guard(family.version(), call -> getListed(call, store)));
      }
    }
  }

  private void open(Routes routes, ResourceStore store, Kind kind, Listing listing) {
    String name = kind.name() + ".";
    String one = kind.path() + "/:id";
    int version = kind.version();
    for (String can : kind.can()) {
      String operation = store.family().kinds().size() == 1 ? plural(store, can) : name + can;
      switch (can) {
        case "list" ->
            routes.on(
                HttpMethod.GET,
                kind.path(),
                operation,
                guard(version, call -> listed(call, listing, kind)));
        case "create" ->
            routes.on(
                HttpMethod.POST,
                kind.path(),
                operation,
                guard(version, call -> create(call, store, kind)));
        case "get" ->
            routes.on(
                HttpMethod.GET,
                one,
                operation,
                guard(version, call -> shown(200, call, kind, found(call, store, kind))));
        case "update" ->
            routes.on(
                HttpMethod.PUT, one, operation, guard(version, call -> update(call, store, kind)));
        case "patch" ->
            routes.on(
                HttpMethod.PATCH, one, operation, guard(version, call -> patch(call, store, kind)));
        case "delete" ->
            routes.on(
                HttpMethod.DELETE,
                one,
                operation,
                guard(version, call -> delete(call, store, kind)));
        default -> throw new IllegalStateException(kind.name() + " can't " + can);
      }
    }
  }

  private static String plural(ResourceStore store, String can) {
    return store.family().name() + "." + can;
  }

  private Endpoint guard(int version, Endpoint endpoint) {
    return gateway.guard(new MediaType(version), endpoint);
  }

  private static Answer listed(Call call, Listing listing, Kind kind) {
    int version = kind == null ? listing.family().version() : kind.version();
    return Answer.vendorJson(200, MediaType.value(version), listing.of(call, kind));
  }

  private static Answer getListed(Call call, ResourceStore store) throws Refused {
    ObjectNode found =
        store.find(id(call)).orElseThrow(() -> notFound(call, store.family().name()));
    return Answer.vendorJson(
        200,
        MediaType.value(store.family().version()),
        found.retain(store.family().kind(found).shows()));
  }

  private Answer create(Call call, ResourceStore store, Kind kind) throws Exception {
    JsonNode body = call.json();
    synchronized (state) {
      ObjectNode fields = checks.fields(body, null, store, kind);
      return shown(201, call, kind, store.create(kind, fields, call.now()));
    }
  }

  private Answer update(Call call, ResourceStore store, Kind kind) throws Exception {
    synchronized (state) {
      ObjectNode old = found(call, store, kind);
      ObjectNode fields = checks.fields(call.json(), old, store, kind);
      return shown(200, call, kind, store.replace(old, kind, fields, "update", call.now()));
    }
  }

  private Answer patch(Call call, ResourceStore store, Kind kind) throws Exception {
    synchronized (state) {
      ObjectNode old = found(call, store, kind);
      ObjectNode wanted = old.deepCopy();
      JsonNode body = call.json();
      kind.patch().stream()
          .filter(body::hasNonNull)
          .forEach(field -> wanted.set(field, body.get(field)));
      ObjectNode fields = checks.fields(wanted, old, store, kind);
      return shown(200, call, kind, store.replace(old, kind, fields, "patch", call.now()));
    }
  }

  private Answer delete(Call call, ResourceStore store, Kind kind) throws Refused {
    synchronized (state) {
      ObjectNode old = found(call, store, kind);
      checks.deletable(old, store);
      return shown(200, call, kind, store.delete(old, call.now()));
    }
  }

  private static ObjectNode found(Call call, ResourceStore store, Kind kind) throws Refused {
    return store.find(id(call), kind).orElseThrow(() -> notFound(call, store.family().name()));
  }

  private static Refused notFound(Call call, String name) {
    return Refused.notFound("No " + name + " with id " + call.pathParameter("id"));
  }

  private static Answer shown(int status, Call call, Kind kind, ObjectNode object) {
    ObjectNode answer = object.retain(kind.shows());
    if (kind.fields().rules().containsKey("script")
        && "false".equals(call.query("includeScript"))) {
      answer.remove("script");
    }
    return Answer.vendorJson(status, MediaType.value(kind.version()), answer);
  }

  /** The id of the path; what is no number is the id of nothing. */
  static long id(Call call) {
    try {
      return Long.parseLong(call.pathParameter("id"));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
