package io.github.targetroutes.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.h2.mvstore.MVMap;

/**
 * The tokens of the Profile API and of debugging, which are not the IMS token
 * (profile-api-settings): {@code POST} makes a new one and ends the old one at once, {@code GET}
 * gives the one there is. It is kept only while the sandbox runs; its hash outlives it.
 */
final class ProfileTokens {

  private static final String PROFILES = "profile_api";

  private static final Map<String, Duration> LIVES =
      Map.of(PROFILES, Duration.ofSeconds(7_775_999), "debug_tools", Duration.ofSeconds(21_599));

  private final MVMap<String, String> kept;
  private final Map<String, String> tokens = new HashMap<>();

  ProfileTokens(SandboxState state) {
    this.kept = state.texts("profile-token");
  }

  synchronized Answer answer(Call call) {
    String scope = call.query("authorizationScope");
    if (scope == null || !LIVES.containsKey(scope)) {
      throw new IllegalArgumentException("authorizationScope must be profile_api or debug_tools");
    }
    boolean create = call.method().equals("POST");
    if (create) {
      String token = UUID.randomUUID().toString();
      tokens.put(scope, token);
      kept.put(scope + ".hash", Codes.sha256(token));
      kept.put(scope + ".expires", Long.toString(call.now().plus(LIVES.get(scope)).toEpochMilli()));
    }
    String token = tokens.get(scope);
    if (token == null || expiresAt(scope) <= call.now().toEpochMilli()) {
      return Answer.target(404, "Resource.NotFound", "There is no such token", call.now());
    }
    return Answer.vendorJson(
        create ? 201 : 200,
        MediaType.V1.value(),
        Json.object()
            .put("accessToken", token)
            .put("tokenType", "bearer")
            .put("scope", scope)
            .put("expiresIn", (expiresAt(scope) - call.now().toEpochMilli()) / 1000));
  }

  synchronized boolean valid(Call call) {
    return call.bearer()
            .filter(given -> Codes.same(Codes.sha256(given), kept.get(PROFILES + ".hash")))
            .isPresent()
        && call.now().toEpochMilli() < expiresAt(PROFILES);
  }

  private long expiresAt(String scope) {
    return Long.parseLong(kept.getOrDefault(scope + ".expires", "0"));
  }

  synchronized void clear() {
    kept.clear();
    tokens.clear();
  }
}
