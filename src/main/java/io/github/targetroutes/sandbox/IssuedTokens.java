package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.h2.mvstore.MVMap;

/**
 * Access tokens that look like Adobe's (the token in Adobe's article KA-17522): a JWT without
 * {@code exp}, whose {@code created_at} and {@code expires_in} are text in milliseconds, and whose
 * signature is random: the sandbox gives nobody a key to verify it with. Only hashes are kept.
 * Tokens overlap: a new one leaves the earlier ones valid.
 */
final class IssuedTokens {

  /** What is remembered of a token. */
  record Token(long number, long expiresAt, String scope) {

    boolean has(String wanted) {
      return List.of(scope.split(",")).contains(wanted);
    }
  }

  /** A signature with RSA and 2048 bits has as many bytes. */
  private static final int SIGNATURE_BYTES = 256;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Expired tokens are forgotten each time that this many have been issued. */
  private static final int SWEEP = 1000;

  private static final String SEQUENCE = "tokens";
  private static final String REVOKED = "tokens-revoked-up-to";

  private final SandboxState state;
  private final SandboxOptions options;
  private final MVMap<String, String> tokens;

  IssuedTokens(SandboxState state, SandboxOptions options) {
    this.state = state;
    this.options = options;
    this.tokens = state.texts("tokens");
  }

  String issue(Collection<String> scopes, Instant now, Duration life) {
    long number = state.next(SEQUENCE);
    String scope = String.join(",", scopes);
    String token = jwt(payload(scope, now, life));
    Token kept = new Token(number, now.plus(life).toEpochMilli(), scope);
    tokens.put(Codes.sha256(token), Json.text(kept));
    if (number % SWEEP == 0) {
      forgetExpired(now);
    }
    state.commit();
    return token;
  }

  private void forgetExpired(Instant now) {
    List<String> expired =
        tokens.entrySet().stream()
            .filter(
                entry -> Json.read(entry.getValue(), Token.class).expiresAt() < now.toEpochMilli())
            .map(Map.Entry::getKey)
            .toList();
    expired.forEach(tokens::remove);
  }

  private ObjectNode payload(String scope, Instant now, Duration life) {
    return Json.object()
        .put("id", now.toEpochMilli() + "_" + UUID.randomUUID() + "_ue1")
        .put("type", "access_token")
        .put("client_id", options.clientId())
        .put("user_id", options.technicalAccountId())
        .put("as", "ims-na1")
        .put("scope", scope)
        .put("created_at", Long.toString(now.toEpochMilli()))
        .put("expires_in", Long.toString(life.toMillis()));
  }

  private static String jwt(ObjectNode payload) {
    ObjectNode header = Json.object().put("alg", "RS256").put("x5u", "ims_na1-key-1.cer");
    byte[] signature = new byte[SIGNATURE_BYTES];
    RANDOM.nextBytes(signature);
    return Codes.base64Url(Json.bytes(header))
        + "."
        + Codes.base64Url(Json.bytes(payload))
        + "."
        + Codes.base64Url(signature);
  }

  /** The token if it was issued here, has not expired and has not been revoked. */
  Optional<Token> valid(String token, Instant now) {
    return Optional.ofNullable(token == null ? null : tokens.get(Codes.sha256(token)))
        .map(kept -> Json.read(kept, Token.class))
        .filter(kept -> kept.number() > state.number(REVOKED))
        .filter(kept -> now.toEpochMilli() < kept.expiresAt());
  }

  /** The claims of a token that was issued here. */
  static JsonNode claims(String token) throws IOException {
    return Json.read(Codes.base64Url(token.split("\\.")[1]));
  }

  void revoke(String token) {
    if (token != null && tokens.remove(Codes.sha256(token)) != null) {
      state.commit();
    }
  }

  void revokeAll() {
    state.number(REVOKED, state.number(SEQUENCE));
  }

  /** How many have been issued since the state was made or reset. */
  long issued() {
    return state.number(SEQUENCE) - state.number("tokens-before-reset");
  }

  long live(Instant now) {
    long revoked = state.number(REVOKED);
    return tokens.values().stream()
        .map(kept -> Json.read(kept, Token.class))
        .filter(kept -> kept.number() > revoked && now.toEpochMilli() < kept.expiresAt())
        .count();
  }

  void clear() {
    tokens.clear();
    state.number("tokens-before-reset", state.number(SEQUENCE));
  }
}
