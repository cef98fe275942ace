package io.github.targetroutes.sandbox;

import java.time.Duration;
import java.util.UUID;
import org.h2.mvstore.MVMap;

/**
 * The token of the Profile API, which is not the IMS token (adobe-facts.md E1): {@code POST} makes
 * a new one and ends the old one at once, {@code GET} gives the one there is. It is kept only while
 * the sandbox runs; its hash outlives it.
 */
final class ProfileTokens {

  private static final Duration LIFE = Duration.ofSeconds(7_775_999);

  private final MVMap<String, String> kept;
  private final SandboxState state;
  private String token;

  ProfileTokens(SandboxState state) {
    this.state = state;
    this.kept = state.texts("profile-token");
  }

  synchronized Answer answer(Call call) {
    if (!"profile_api".equals(call.query("authorizationScope"))) {
      return Answer.target(
          400, "Validation.Error", "authorizationScope must be profile_api", call.now());
    }
    boolean create = call.method().equals("POST");
    if (create) {
      token = UUID.randomUUID().toString();
      kept.put("hash", Codes.sha256(token));
      kept.put("expires", Long.toString(call.now().plus(LIFE).toEpochMilli()));
      state.commit();
    }
    if (token == null || expiresAt() <= call.now().toEpochMilli()) {
      return Answer.target(404, "Resource.NotFound", "There is no profile token", call.now());
    }
    return Answer.vendorJson(
        create ? 201 : 200,
        MediaType.V1.value(),
        Json.object()
            .put("accessToken", token)
            .put("tokenType", "bearer")
            .put("scope", "profile_api")
            .put("expiresIn", (expiresAt() - call.now().toEpochMilli()) / 1000));
  }

  synchronized boolean valid(Call call) {
    return call.bearer()
            .filter(given -> Codes.same(Codes.sha256(given), kept.get("hash")))
            .isPresent()
        && call.now().toEpochMilli() < expiresAt();
  }

  private long expiresAt() {
    return Long.parseLong(kept.getOrDefault("expires", "0"));
  }

  synchronized void clear() {
    kept.clear();
    token = null;
  }
}
