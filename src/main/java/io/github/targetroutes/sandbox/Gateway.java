package io.github.targetroutes.sandbox;

import java.util.Optional;

/**
 * The gateway in front of the Admin API, then Target's own first checks. In this order: API key,
 * token, scope (bodies and codes of Admin API specification, api-gateway-request-validation),
 * tenant, quota, media type. A tenant that is not the customer's gives 403 in Target's body shape:
 * Adobe publishes no answer, and 404 would look like an unknown id.
 */
final class Gateway {

  private final SandboxOptions options;
  private final IssuedTokens tokens;
  private final CallMeter meter;

  Gateway(SandboxOptions options, IssuedTokens tokens, CallMeter meter) {
    this.options = options;
    this.tokens = tokens;
    this.meter = meter;
  }

  /** The endpoint behind the gateway. */
  Endpoint guard(MediaType type, Endpoint endpoint) {
    return guard(type, true, endpoint);
  }

  /** The same for a call that itself spends no quota. */
  Endpoint unmetered(MediaType type, Endpoint endpoint) {
    return guard(type, false, endpoint);
  }

  private Endpoint guard(MediaType type, boolean metered, Endpoint endpoint) {
    return call -> {
      Optional<Answer> refusal = refusal(call, metered);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (MediaType.isForeign(call)) {
        return Answer.target(415, "Unsupported.MediaType", "The body must be JSON", call.now());
      }
      if (!type.fits(call)) {
        return Answer.target(
            406, "Unsupported.Feature", "Unsupported features detected", call.now());
      }
      return Refused.answered(endpoint).answer(call);
    };
  }

  /** What a path gets that Target does not have. */
  Answer nothingHere(Call call) {
    return refusal(call, true)
        .orElseGet(
            () ->
                Answer.target(
                    404, "Resource.NotFound", "There is no such resource or method", call.now()));
  }

  /** What a path gets that Target has for other methods. */
  Answer methodNotAllowed(Call call) {
    return refusal(call, true)
        .orElseGet(
            () ->
                Answer.target(
                    405, "Method.NotAllowed", call.method() + " is not allowed", call.now()));
  }

  private Optional<Answer> refusal(Call call, boolean metered) {
    String key = call.header("X-Api-Key");
    if (key == null || key.isBlank()) {
      return Optional.of(Answer.gateway(403, "403000", "Api Key is required"));
    }
    if (!key.equals(options.clientId())) {
      return Optional.of(Answer.gateway(403, "403003", "Api Key is invalid"));
    }
    String bearer = call.bearer().orElse("");
    if (bearer.isEmpty()) {
      return Optional.of(Answer.gateway(403, "403010", "Oauth token is missing."));
    }
    IssuedTokens.Token token = tokens.valid(bearer, call.now()).orElse(null);
    if (token == null) {
      return Optional.of(Answer.gateway(401, "401013", "Oauth token is not valid"));
    }
    if (!token.has("target_sdk")) {
      return Optional.of(Answer.gateway(403, "403011", "Scope mismatch"));
    }
    if (!options.tenant().equals(call.pathParameter("tenant"))) {
      return Optional.of(
          Answer.target(
              403, "Forbidden.Tenant", "The token gives no access to this tenant", call.now()));
    }
    if (metered && !meter.take()) {
      return Optional.of(
          Answer.target(503, "Service.Unavailable", "Service Unavailable", call.now()));
    }
    return Optional.empty();
  }
}
