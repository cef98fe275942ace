package io.github.targetroutes.auth;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A JWT that was taken apart. Nothing in it is verified: whoever wrote the token may have written
 * anything.
 *
 * @param token the compact form; a secret as long as it is valid
 * @param header its header
 * @param claims its claims, as they are written: a number stays a number, a text a text
 */
public record DecodedJwt(String token, ObjectNode header, ObjectNode claims) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int PARTS = 3;

  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*={0,2}");

  /**
   * Takes a token apart.
   *
   * @param text the compact form, perhaps behind {@code Bearer}, or broken into lines as mails and
   *     terminals do
   * @throws ConfigurationException when it is no JWT, for one that was cut off among others; the
   *     message doesn't show it
   */
  public static DecodedJwt of(String text) {
    String token = text.strip().replaceFirst("(?i)^bearer\\s+", "").replaceAll("\\s+", "");
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      throw noJwt(parts.length + (parts.length == 1 ? " part" : " parts"));
    }
    if (!BASE64URL.matcher(parts[2]).matches()) {
      throw noJwt("a signature that is no base64url");
    }
    return new DecodedJwt(token, object(parts[0], "header"), object(parts[1], "claims"));
  }

  /**
   * Whether it is an access token that IMS issued, and no JWT that is exchanged for one: these have
   * no {@code exp}, but {@code created_at} and {@code expires_in}, or name their type.
   */
  public boolean isAccessToken() {
    return claims.path("type").asText().endsWith("access_token")
        || claims.has("created_at") && claims.has("expires_in");
  }

  /**
   * Verifies the signature.
   *
   * @throws CredentialException when it doesn't fit the certificate, or the header names an
   *     algorithm that IMS doesn't take
   */
  public void verify(X509Certificate certificate) {
    String algorithm = header.path("alg").asText();
    if (!ImsJwtRules.ALGORITHMS.contains(algorithm)) {
      throw new CredentialException(
          "The JWT isn't signed by RS256, RS384 or RS512, so no certificate verifies it.");
    }
    Jws.of(algorithm).verify(token, certificate);
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "DecodedJwt";
  }

  private static ObjectNode object(String part, String name) {
    try {
      JsonNode json = JSON.readTree(Base64.getUrlDecoder().decode(part.replaceAll("=+$", "")));
      if (json instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw noJwt("a part for its " + name + " that is no JSON in base64url");
    }
    throw noJwt("a part for its " + name + " that is no JSON object");
  }

  private static ConfigurationException noJwt(String found) {
    return new ConfigurationException(
        "This is no JWT, for it has "
            + found
            + " instead of three base64url parts with dots between them; copy all of it anew.");
  }
}
