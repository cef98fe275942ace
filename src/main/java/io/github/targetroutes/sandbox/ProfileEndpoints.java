package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Single profile update and profile fetch (profile-single-api; profile-fetch). Neither counts
 * against the quota. A client code that is not the customer's gives 404; over-long updates give 414
 * (GET) or 413 (POST). Adobe publishes none of these three.
 */
final class ProfileEndpoints {

  private static final String ATTRIBUTE = "profile.";

  /** Bytes of the address of a GET (E2). */
  private static final int LONGEST_GET = 8 * 1024;

  /** Bytes of the body of a POST (E2). */
  private static final int LONGEST_POST = 60 * 1024;

  private final SandboxOptions options;
  private final ProfileTokens tokens;
  private final ProfileStore profiles;
  private final BooleanSupplier authentication;

  /**
   * @param authentication whether a profile token is demanded now
   */
  ProfileEndpoints(
      SandboxOptions options,
      ProfileTokens tokens,
      ProfileStore profiles,
      BooleanSupplier authentication) {
    this.options = options;
    this.tokens = tokens;
    this.profiles = profiles;
    this.authentication = authentication;
  }

  void open(FrontDoor door) {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
      door.on(
          method, "/m2/:client/profile/update", "profiles.update", guard("client", this::update));
    }
    String fetch = "/rest/v1/profiles/";
    door.on(
        HttpMethod.GET,
        fetch + "thirdPartyId/:id",
        "profiles.fetch",
        guard(null, call -> fetch(call, ProfileKey.THIRD_PARTY_ID, "third party id")));
    // Nothing that the sandbox takes in links an ECID to a profile.
    door.on(
        HttpMethod.GET,
        fetch + "marketingCloudVisitorId/:id",
        "profiles.fetch",
        guard(null, call -> noProfile(call, "marketingCloudVisitorId")));
    door.on(
        HttpMethod.GET,
        fetch + ":id",
        "profiles.fetch",
        guard(null, call -> fetch(call, ProfileKey.PC_ID, "mboxPC")));
  }

  private Endpoint guard(String pathParameter, Endpoint endpoint) {
    return call -> {
      String client =
          pathParameter == null ? call.query("client") : call.pathParameter(pathParameter);
      Optional<Answer> refusal = refusal(call, client);
      return refusal.isPresent() ? refusal.get() : endpoint.answer(call);
    };
  }

  /** Why a call to the Profile API is turned away, if it is. */
  Optional<Answer> refusal(Call call, String client) {
    if (!options.clientCode().equals(client)) {
      return Optional.of(error(404, "Unknown client " + client));
    }
    if (authentication.getAsBoolean() && !tokens.valid(call)) {
      return Optional.of(error(403, "Forbidden"));
    }
    return Optional.empty();
  }

  private static Answer error(int status, String message) {
    return Answer.json(status, Json.object().put("status", status).put("message", message));
  }

  private Answer update(Call call) {
    if (call.context().request().uri().length() > LONGEST_GET) {
      return error(414, "The address exceeds 8 KB");
    }
    if (call.body().length > LONGEST_POST) {
      return error(413, "The body exceeds 60 KB");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> field : call.fields()) {
      if (field.getKey().startsWith(ATTRIBUTE) && !field.getValue().isEmpty()) {
        values.put(field.getKey().substring(ATTRIBUTE.length()), field.getValue());
      }
    }
    String pcId = call.field("mboxPC");
    String thirdPartyId = call.field("mbox3rdPartyId");
    if (pcId == null && thirdPartyId == null) {
      return error(400, "mboxPC or mbox3rdPartyId is required");
    }
    ProfileKey key = pcId == null ? ProfileKey.THIRD_PARTY_ID : ProfileKey.PC_ID;
    String id = pcId == null ? thirdPartyId : pcId;
    if (!key.allows(id)) {
      return error(400, "The profile id is not allowed");
    }
    profiles.update(key, id, values, call.now());
    return Answer.xml(
        200,
        "<response><success>true</success>"
            + "<message>Request successfully submitted</message></response>");
  }

  private Answer fetch(Call call, ProfileKey key, String name) {
    String id = call.pathParameter("id");
    return profiles
        .find(key, id)
        .map(profile -> Answer.json(200, json(id, profile)))
        .orElseGet(() -> noProfile(call, name));
  }

  private Answer noProfile(Call call, String name) {
    return error(
        404,
        "No profile found for client "
            + options.clientCode()
            + " with "
            + name
            + "="
            + call.pathParameter("id"));
  }

  private ObjectNode json(String id, Profile profile) {
    ObjectNode json =
        Json.object()
            .put("client", options.clientCode())
            .put("visitorId", id)
            .put("modifiedAt", time(profile.modifiedAt()));
    ObjectNode attributes = json.putObject("profileAttributes");
    profile
        .attributes()
        .forEach(
            (attribute, value) ->
                attributes
                    .putObject(attribute)
                    .put("value", value.value())
                    .put("modifiedAt", time(value.modifiedAt())));
    return json;
  }

  private static String time(long millis) {
    return Times.millis(Instant.ofEpochMilli(millis));
  }
}
