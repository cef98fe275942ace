package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The Admin API under {@code /{tenant}/target} (adobe-facts.md C): content offers and audiences
 * whole, activities as a list, the profile token of E1. Error codes other than {@code
 * Unsupported.Feature} are not published; those here are the sandbox's.
 */
final class AdminEndpoints {

  private static final List<String> OFFER_FIELDS =
      List.of("id", "name", "type", "modifiedAt", "workspace");
  private static final List<String> AUDIENCE_KEYS =
      List.of("id", "name", "modifiedAt", "origin", "workspace");
  private static final List<String> ACTIVITY_KEYS =
      List.of("name", "id", "endsAt", "thirdPartyId", "state", "type", "priority");

  private final Gateway gateway;
  private final ProfileTokens profileTokens;
  private final Resources offers;
  private final Resources audiences;
  private final Resources activities;

  AdminEndpoints(Gateway gateway, ProfileTokens profileTokens, SandboxState state) {
    this.gateway = gateway;
    this.profileTokens = profileTokens;
    this.offers = new Resources("offers", state);
    this.audiences = new Resources("audiences", state);
    this.activities = new Resources("activities", state);
  }

  void open(FrontDoor door) {
    String root = "/:tenant/target";
    door.on(
        HttpMethod.GET,
        root + "/activities",
        "activities.list",
        gateway.guard(
            MediaTypes.ACTIVITIES,
            list(activities, MediaTypes.ACTIVITIES, ACTIVITY_KEYS, ResourceRules.ACTIVITY)));
    door.on(
        HttpMethod.GET,
        root + "/offers",
        "offers.list",
        gateway.guard(
            MediaTypes.OFFERS, list(offers, MediaTypes.OFFERS, OFFER_FIELDS, OFFER_FIELDS)));
    door.on(
        HttpMethod.GET,
        root + "/audiences",
        "audiences.list",
        gateway.guard(
            MediaTypes.AUDIENCES,
            list(audiences, MediaTypes.AUDIENCES, AUDIENCE_KEYS, ResourceRules.AUDIENCE)));
    crud(door, root + "/offers/content", "offers", MediaTypes.OFFERS, offers);
    crud(door, root + "/audiences", "audiences", MediaTypes.AUDIENCES, audiences);
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
      door.on(
          method,
          root + "/authentication/token",
          "profile-token." + (method == HttpMethod.GET ? "get" : "create"),
          gateway.guard(MediaTypes.AUTHENTICATION, profileTokens::answer));
    }
    door.otherwise(root + "/*", gateway::nothingHere);
  }

  private void crud(FrontDoor door, String path, String name, MediaTypes types, Resources all) {
    String one = path + "/:id";
    door.on(HttpMethod.POST, path, name + ".create", gateway.guard(types, create(all, types)));
    door.on(HttpMethod.GET, one, name + ".get", gateway.guard(types, get(all, types)));
    door.on(HttpMethod.PUT, one, name + ".update", gateway.guard(types, update(all, types)));
    door.on(HttpMethod.DELETE, one, name + ".delete", gateway.guard(types, delete(all, types)));
  }

  private static Endpoint list(
      Resources all, MediaTypes types, List<String> keys, List<String> shown) {
    return call -> {
      try {
        return Answer.vendorJson(200, types.value(), new Listing(call, keys, shown).of(all));
      } catch (IllegalArgumentException e) {
        return invalid(call, e.getMessage());
      }
    };
  }

  private Endpoint get(Resources all, MediaTypes types) {
    return call -> found(call, all, types, all.find(id(call)));
  }

  /** The deleted object comes back (adobe-facts.md C3); an audience then has status deleted. */
  private Endpoint delete(Resources all, MediaTypes types) {
    return call -> {
      Optional<ObjectNode> gone = all.delete(id(call));
      gone.filter(object -> object.has("status"))
          .ifPresent(object -> object.put("status", "deleted"));
      return found(call, all, types, gone);
    };
  }

  private Endpoint create(Resources all, MediaTypes types) {
    return call ->
        checked(call, all, -1, fields -> shown(201, all, types, all.create(fields, call.now())));
  }

  private Endpoint update(Resources all, MediaTypes types) {
    return call -> {
      Optional<ObjectNode> old = all.find(id(call));
      if (old.isEmpty()) {
        return found(call, all, types, old);
      }
      return checked(
          call,
          all,
          id(call),
          fields -> found(call, all, types, all.update(id(call), fields, call.now())));
    };
  }

  private interface Accepted {
    Answer with(ObjectNode fields);
  }

  private Answer checked(Call call, Resources all, long id, Accepted accepted) {
    try {
      JsonNode body = call.json();
      // One at a time, or two calls could both find a name free.
      synchronized (all) {
        return accepted.with(
            all == offers ? ResourceRules.offer(body) : ResourceRules.audience(body, all, id));
      }
    } catch (IOException e) {
      return invalid(call, "The body is no JSON");
    } catch (IllegalArgumentException e) {
      return invalid(call, e.getMessage());
    }
  }

  private Answer shown(int status, Resources all, MediaTypes types, ObjectNode object) {
    List<String> fields = all == offers ? ResourceRules.CONTENT_OFFER : ResourceRules.AUDIENCE;
    return Answer.vendorJson(status, types.value(), object.retain(fields));
  }

  private Answer found(Call call, Resources all, MediaTypes types, Optional<ObjectNode> object) {
    return object
        .map(json -> shown(200, all, types, json))
        .orElseGet(
            () ->
                Answer.target(
                    404,
                    "Resource.NotFound",
                    "No " + all.name() + " with id " + call.pathParameter("id"),
                    call.now()));
  }

  private static Answer invalid(Call call, String message) {
    return Answer.target(400, "Validation.Error", message, call.now());
  }

  /** The id of the path; what is no number is the id of nothing. */
  private static long id(Call call) {
    try {
      return Long.parseLong(call.pathParameter("id"));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  void counts(ObjectNode state) {
    state
        .put("offers", offers.size())
        .put("audiences", audiences.size())
        .put("activities", activities.size());
  }

  /** Puts the activities there that a customer would have made in the user interface. */
  void seed(Instant now) {
    if (activities.size() == 0) {
      ResourceRules.sampleActivities().forEach(activity -> activities.create(activity, now));
    }
  }

  void clear() {
    offers.clear();
    audiences.clear();
    activities.clear();
  }
}
