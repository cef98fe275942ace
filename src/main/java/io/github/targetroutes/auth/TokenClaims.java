package io.github.targetroutes.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What an IMS access token says about itself (public samples of Adobe's tokens). It is read, not
 * verified: only IMS can tell whether a token is good.
 *
 * @param id the token's own id
 * @param type {@code access_token}
 * @param issuer the IMS that made it, such as {@code ims-na1}
 * @param clientId the client id (API key) that it was made for
 * @param technicalAccount who acts with it, {@code …@techacct.adobe.com}
 * @param scopes what it may be used for
 * @param issuedAt when it was issued
 * @param expiresAt when it ends. There is no claim {@code exp}; {@code created_at + expires_in} are
 *     both milliseconds in every token, whichever endpoint issued it, and whatever unit that
 *     endpoint's answer used
 */
public record TokenClaims(
    String id,
    String type,
    String issuer,
    String clientId,
    String technicalAccount,
    List<String> scopes,
    Instant issuedAt,
    Instant expiresAt) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The claims of a token; empty where it is none that IMS could have issued. */
  public static Optional<TokenClaims> in(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return of(JSON.readTree(Base64.getUrlDecoder().decode(unpadded(parts[1]))));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<TokenClaims> of(JsonNode claims) {
    long createdAt = claims.path("created_at").asLong();
    long life = claims.path("expires_in").asLong();
    if (createdAt <= 0 || life <= 0 || createdAt > Long.MAX_VALUE - life) {
      return Optional.empty();
    }
    return Optional.of(
        new TokenClaims(
            claims.path("id").asText(),
            claims.path("type").asText(),
            claims.path("as").asText(),
            claims.path("client_id").asText(),
            claims.path("user_id").asText(),
            scopes(claims.path("scope").asText()),
            Instant.ofEpochMilli(createdAt),
            Instant.ofEpochMilli(createdAt + life)));
  }

  private static List<String> scopes(String list) {
    return Arrays.stream(list.split("[,\\s]+")).filter(scope -> !scope.isEmpty()).toList();
  }

  /** Some encoders pad, which the standard forbids. */
  private static String unpadded(String base64) {
    return base64.replaceAll("=+$", "");
  }
}
