package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.TreeSet;

/**
 * What the Admin API tells of the edge: hosts, mboxes, profile attributes, and the fixed answers of
 * at.js versions and on-device decisioning. A host comes to be by asking for something; PUT moves
 * one that is there to another environment.
 */
final class TrafficEndpoints {

  private final Gateway gateway;
  private final SandboxOptions options;
  private final SandboxState state;
  private final Stores stores;
  private final Traffic traffic;
  private final ProfileStore profiles;

  TrafficEndpoints(
      Gateway gateway,
      SandboxOptions options,
      SandboxState state,
      Stores stores,
      Traffic traffic,
      ProfileStore profiles) {
    this.gateway = gateway;
    this.options = options;
    this.state = state;
    this.stores = stores;
    this.traffic = traffic;
    this.profiles = profiles;
  }

  void open(Routes routes) {
    on(
        routes,
        HttpMethod.GET,
        "/hosts",
        "hosts.list",
        call -> list(call, "hosts", traffic.hosts()));
    on(routes, HttpMethod.PUT, "/hosts/:name", "hosts.update", this::updateHost);
    on(routes, HttpMethod.DELETE, "/hosts/:name", "hosts.delete", this::deleteHost);
    on(
        routes,
        HttpMethod.GET,
        "/mboxes",
        "mboxes.list",
        call -> list(call, "mboxes", traffic.mboxes()));
    on(routes, HttpMethod.GET, "/mbox/:name", "mboxes.get", this::mbox);
    on(
        routes,
        HttpMethod.GET,
        "/profileattributes/mbox",
        "profile-attributes.list",
        call -> attributes());
    on(
        routes,
        HttpMethod.GET,
        "/atjs/versions",
        "atjs.versions",
        call -> answer(Json.array().add("2.11.8").add("2.10.2").add("1.8.3")));
    on(routes, HttpMethod.GET, "/ondevicedecisioning/bundle", "bundle.sdk", this::bundle);
    on(routes, HttpMethod.GET, "/ondevicedecisioning/bundle/aep", "bundle.aep", this::bundle);
  }

  private void on(
      Routes routes, HttpMethod method, String path, String operation, Endpoint endpoint) {
    routes.on(method, path, operation, gateway.guard(MediaType.V1, endpoint));
  }

  private static Answer answer(JsonNode json) {
    return Answer.vendorJson(200, MediaType.V1.value(), json);
  }

  private static Answer list(Call call, String name, ArrayNode all) {
    int offset = Listing.number(call, "offset", 0);
    int limit = Listing.number(call, "limit", Integer.MAX_VALUE);
    ObjectNode list =
        Json.object().put("total", all.size()).put("offset", offset).put("limit", limit);
    ArrayNode page = list.putArray(name);
    for (int i = offset; i < Math.min((long) offset + limit, all.size()); i++) {
      page.add(all.get(i));
    }
    return answer(list);
  }

  private ObjectNode host(Call call) throws Refused {
    ObjectNode host = traffic.find(call.pathParameter("name"));
    if (host == null) {
      throw Refused.notFound("No host " + call.pathParameter("name"));
    }
    return host;
  }

  private Answer updateHost(Call call) throws Exception {
    JsonNode environment = call.json().path("environmentId");
    synchronized (state) {
      ObjectNode host = host(call);
      if (!environment.isIntegralNumber()
          || !stores.exists("environments", environment.longValue())) {
        throw Refused.invalid("environmentId is required and must be the id of an environment");
      }
      host.set("environmentId", environment);
      traffic.put(host);
      return answer(host.deepCopy().retain("environmentId"));
    }
  }

  private Answer deleteHost(Call call) throws Refused {
    synchronized (state) {
      ObjectNode host = host(call);
      traffic.remove(host.path("name").asText());
      return answer(host);
    }
  }

  private Answer mbox(Call call) throws Refused {
    String name = call.pathParameter("name");
    if (!traffic.hasMbox(name)) {
      throw Refused.notFound("No mbox " + name);
    }
    ObjectNode mbox = Json.object().put("locationLocalId", 0).put("name", name);
    mbox.putArray("audienceIds");
    return answer(mbox);
  }

  private Answer attributes() {
    ObjectNode json = Json.object();
    json.set("mboxProfileAttributes", Json.node(new TreeSet<>(profiles.attributeNames())));
    return answer(json);
  }

  /** No activity is delivered here, so there are no rules to be decided on a device. */
  private Answer bundle(Call call) throws Refused {
    if (!options.tenant().equals(call.query("client"))) {
      throw Refused.invalid("client is required and must be the tenant");
    }
    String environment = call.query("environment");
    ObjectNode bundle = Json.object().put("version", "1.0.0");
    bundle
        .putObject("meta")
        .put("clientCode", options.clientCode())
        .put("environment", environment == null ? "production" : environment)
        .put("generatedAt", Times.millis(call.now()));
    ObjectNode rules = bundle.putObject("rules");
    for (String part : List.of("mboxes", "views")) {
      rules.putObject(part);
    }
    return answer(Json.node(Json.text(bundle)));
  }
}
