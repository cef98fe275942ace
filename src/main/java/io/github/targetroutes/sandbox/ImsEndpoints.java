package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * IMS (Adobe's archived pages on service accounts (JWT); Adobe: OAuth Server-to-Server): the JWT
 * exchange, OAuth client credentials, validation and revocation. Fields are taken from a urlencoded
 * body, a multipart body or the query.
 */
final class ImsEndpoints {

  static final String EXCHANGE_JWT = "ims.exchange-jwt";
  static final String TOKEN = "ims.token";

  /** What a JWT-era Target token carries (the token in Adobe's article KA-17522). */
  private static final List<String> JWT_SCOPES =
      List.of(
          "openid",
          "AdobeID",
          "target_sdk",
          "read_organizations",
          "additional_info.projectedProductContext");

  private final SandboxOptions options;
  private final JwtCheck jwts;
  private final IssuedTokens tokens;

  ImsEndpoints(SandboxOptions options, JwtCheck jwts, IssuedTokens tokens) {
    this.options = options;
    this.jwts = jwts;
    this.tokens = tokens;
  }

  void open(FrontDoor door) {
    for (String path : List.of("/ims/exchange/jwt", "/ims/exchange/v1/jwt")) {
      door.on(HttpMethod.POST, path, EXCHANGE_JWT, refusing(this::exchange));
    }
    for (String path : List.of("/ims/token/v3", "/ims/token/v2")) {
      door.on(HttpMethod.POST, path, TOKEN, refusing(this::token));
    }
    for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.GET)) {
      door.on(method, "/ims/validate_token/v1", "ims.validate", this::validate);
    }
    door.on(HttpMethod.POST, "/ims/invalidate_token/v2", "ims.invalidate", refusing(this::revoke));
    door.on(HttpMethod.POST, "/ims/revoke", "ims.revoke", refusing(this::revoke));
  }

  private interface Strict {
    Answer answer(Call call) throws ImsRefusal;
  }

  private static Endpoint refusing(Strict endpoint) {
    return call -> {
      try {
        return endpoint.answer(call);
      } catch (ImsRefusal refusal) {
        return refusal.answer();
      }
    };
  }

  private Answer exchange(Call call) throws ImsRefusal {
    checkClient(call.field("client_id"), call.field("client_secret"));
    Set<String> metascopes = jwts.metascopes(call.field("jwt_token"), call.now());
    List<String> scopes = new ArrayList<>(JWT_SCOPES);
    // A project without the Target API gives tokens without its scope.
    if (!metascopes.contains("ent_marketing_sdk") || !options.scopes().contains("target_sdk")) {
      scopes.remove("target_sdk");
    }
    Duration life = life(call);
    ObjectNode body = Json.object().put("token_type", "bearer");
    body.put("access_token", tokens.issue(scopes, call.now(), life));
    // Milliseconds here (A4), and what remains of them; seconds from /ims/token (B2).
    return Answer.json(200, body.put("expires_in", life.toMillis() - 10));
  }

  private Answer token(Call call) throws ImsRefusal {
    checkClient(call);
    if (!"client_credentials".equals(call.field("grant_type"))) {
      throw new ImsRefusal(400, "unsupported_grant_type", "grant_type must be client_credentials");
    }
    String scope = call.field("scope");
    List<String> asked =
        scope == null
            ? List.of()
            : Arrays.stream(scope.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    if (asked.isEmpty() || !options.scopes().containsAll(asked)) {
      throw new ImsRefusal(
          400, "invalid_scope", "The scopes must be a comma list of scopes that the client has");
    }
    Duration life = life(call);
    ObjectNode body = Json.object();
    body.put("access_token", tokens.issue(asked, call.now(), life)).put("token_type", "bearer");
    return Answer.json(200, body.put("expires_in", (life.toMillis() - 1) / 1000));
  }

  private Duration life(Call call) {
    return call.fault(Fault.Kind.SHORT_TOKENS).map(Fault::duration).orElse(options.tokenLifetime());
  }

  /** An invalid token is no HTTP error but {@code valid:false} (as aio-lib-ims reads it). */
  private Answer validate(Call call) throws IOException {
    String token = call.field("token") == null ? call.bearer().orElse(null) : call.field("token");
    String type = call.field("type");
    boolean valid =
        options.clientId().equals(call.field("client_id"))
            && (type == null || type.equals("access_token"))
            && tokens.valid(token, call.now()).isPresent();
    ObjectNode body = Json.object().put("valid", valid);
    if (valid) {
      body.set("token", IssuedTokens.claims(token));
    }
    return Answer.json(200, body);
  }

  private Answer revoke(Call call) throws ImsRefusal {
    checkClient(call);
    tokens.revoke(call.field("token"));
    return Answer.json(200, Json.object());
  }

  private void checkClient(Call call) throws ImsRefusal {
    String[] basic = call.basic().orElse(null);
    if (basic != null) {
      checkClient(basic[0], basic[1]);
    } else {
      checkClient(call.field("client_id"), call.field("client_secret"));
    }
  }

  private void checkClient(String id, String secret) throws ImsRefusal {
    if (id == null || !id.equals(options.clientId())) {
      throw new ImsRefusal(400, "invalid_client", "invalid client_id parameter");
    }
    if (!Codes.same(secret, options.clientSecret())) {
      throw new ImsRefusal(401, "invalid_client", "invalid client_secret parameter");
    }
  }
}
