package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;

/**
 * All that is under {@code /{tenant}/target}: the Admin, Recommendations and Models APIs (Admin API
 * specification; Recommendations API specification). Error codes other than {@code
 * Unsupported.Feature} are not published; those here are the sandbox's.
 */
final class AdminEndpoints {

  private final SandboxOptions options;
  private final SandboxState state;
  private final Routes routes;
  private final Stores stores;
  private final DocumentEndpoints documents;
  private final ModelEndpoints models;
  private final Traffic traffic;
  private final EntityStore entities;

  AdminEndpoints(
      SandboxOptions options,
      SandboxState state,
      Gateway gateway,
      ProfileTokens profileTokens,
      ProfileStore profiles,
      Observations observations) {
    this.options = options;
    this.state = state;
    ResourceTable table = ResourceTable.read();
    Revisions revisions = new Revisions(state, options.technicalAccountId());
    this.routes = new Routes(gateway::nothingHere, gateway::methodNotAllowed);
    this.stores = new Stores(table, state, revisions);
    this.traffic = new Traffic(state);
    this.entities = new EntityStore(state, options.clock());
    this.documents = new DocumentEndpoints(gateway, state, stores, revisions, table.documents());
    this.models = new ModelEndpoints(gateway, state, stores);
    ResourceStore activities = stores.get("activities");
    documents.open(routes);
    new DesignEndpoint(gateway).open(routes);
    new ActivityEndpoints(gateway, state, stores).open(routes);
    new ResourceEndpoints(gateway, state, stores).open(routes);
    new RevisionEndpoints(gateway, revisions, activities).open(routes);
    new ReportEndpoints(gateway, activities).open(routes);
    new TrafficEndpoints(gateway, options, state, stores, traffic, profiles).open(routes);
    new EntityEndpoints(gateway, entities, stores).open(routes);
    models.open(routes);
    new BatchCallEndpoint(gateway, routes, observations).open();
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
      routes.on(
          method,
          "/authentication/token",
          "profile-token." + (method == HttpMethod.GET ? "get" : "create"),
          gateway.guard(MediaType.V1, profileTokens::answer));
    }
  }

  void open(FrontDoor door) {
    door.under("/:tenant/target/*", routes, state);
  }

  Stores stores() {
    return stores;
  }

  Traffic traffic() {
    return traffic;
  }

  EntityStore entities() {
    return entities;
  }

  /** Whether the sandbox's options or the client's settings demand a profile token. */
  boolean profileAuthentication() {
    return options.profileAuthentication()
        || documents.get("client-settings").path("enableProfileApiAuthentication").asBoolean();
  }

  /** The environment of a host that asks for the first time. */
  long newHostEnvironment() {
    return documents.get("environment-defaults").path("newHostEnvironmentId").asLong();
  }

  void counts(ObjectNode state) {
    stores.counts(state);
    traffic.counts(state);
    state.put("entities", entities.size());
  }

  /** Puts there what a customer would find. */
  void seed(Instant now) {
    stores.seed(now);
    traffic.seed(now);
  }

  void reset(Instant now) {
    documents.clear();
    models.clear();
    traffic.clear();
    entities.clear();
    stores.reset(now);
    traffic.seed(now);
  }
}
