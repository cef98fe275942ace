package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the JWT of a service account as IMS does: algorithm, signature against each certificate in
 * turn, then the claims of Adobe's archived page on creating a JWT. Descriptions that were seen at
 * Adobe are quoted; the others are the sandbox's own words for a documented {@code error}.
 */
final class JwtCheck {

  /** Seen with {@code invalid_token}, although the documents name {@code invalid_signature}. */
  private static final String NO_BINDING = "Could not match JWT signature to any of the bindings";

  private static final String NOT_DECODABLE =
      "JWT token is incorrectly formatted, and can not be decoded.";
  private static final String NO_SUBSET =
      "The metascopes in the JWT are not a subset of the metascopes in the binding.";

  /** Seen for a wrong audience and, misleadingly, for a missing metascope. */
  private static final String AUDIENCE = "The JWT token must contain a valid claims for audience";

  private static final Map<String, String> ALGORITHMS =
      Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA");

  /** Clocks may differ by this much; Adobe publishes no number. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  /** Adobe's documents say 24 hours; its own Postman sample asks for ten minutes more. */
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(87_000);

  private final SandboxOptions options;
  private final RegisteredCertificates certificates;
  private final Supplier<String> url;
  private final SandboxState state;

  JwtCheck(
      SandboxOptions options,
      RegisteredCertificates certificates,
      Supplier<String> url,
      SandboxState state) {
    this.options = options;
    this.certificates = certificates;
    this.url = url;
    this.state = state;
  }

  /** The metascopes that the JWT asks for and may have. */
  Set<String> metascopes(String jwt, Instant now) throws ImsRefusal {
    if (jwt == null || jwt.isBlank()) {
      throw invalidToken("JWT token is missing");
    }
    String[] parts = jwt.trim().split("\\.", -1);
    if (parts.length != 3) {
      throw invalidToken(NOT_DECODABLE);
    }
    JsonNode header = decode(parts[0]);
    JsonNode claims = decode(parts[1]);
    checkSignature(header, parts, now);
    checkExpiry(claims.path("exp"), now);
    checkText(claims, "iss", options.organizationId());
    checkText(claims, "sub", options.technicalAccountId());
    checkAudience(claims.path("aud"));
    Set<String> granted = checkMetascopes(claims);
    checkId(claims.path("jti"));
    return granted;
  }

  private static ImsRefusal invalidToken(String description) {
    return new ImsRefusal(400, "invalid_token", description);
  }

  private static ImsRefusal badRequest(String description) {
    return new ImsRefusal(400, "bad_request", description);
  }

  private static JsonNode decode(String part) throws ImsRefusal {
    try {
      JsonNode json = Json.read(Codes.base64Url(part));
      if (json.isObject()) {
        return json;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw invalidToken(NOT_DECODABLE);
    }
    throw invalidToken(NOT_DECODABLE);
  }

  private void checkSignature(JsonNode header, String[] parts, Instant now) throws ImsRefusal {
    String algorithm = ALGORITHMS.get(header.path("alg").asText());
    if (algorithm == null) {
      throw new ImsRefusal(
          400, "invalid_signature", "The JWT must be signed with RS256, RS384 or RS512");
    }
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    byte[] signature;
    try {
      signature = Codes.base64Url(parts[2]);
    } catch (IllegalArgumentException e) {
      throw invalidToken(NOT_DECODABLE);
    }
    for (X509Certificate certificate : certificates.all()) {
      if (verifies(algorithm, certificate, signed, signature, now)) {
        return;
      }
    }
    throw invalidToken(NO_BINDING);
  }

  /** A certificate outside its dates is no binding any more. */
  private static boolean verifies(
      String algorithm, X509Certificate certificate, byte[] signed, byte[] signature, Instant now) {
    try {
      certificate.checkValidity(Date.from(now));
      Signature verifier = Signature.getInstance(algorithm);
      // By public key, so that the certificate's key usage, which IMS ignores, plays no part.
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void checkExpiry(JsonNode exp, Instant now) throws ImsRefusal {
    if (!exp.isIntegralNumber() || !exp.canConvertToLong()) {
      throw invalidToken(NOT_DECODABLE);
    }
    long latest = now.plus(LONGEST_LIFE).plus(SKEW).getEpochSecond();
    if (exp.asLong() > latest) {
      throw badRequest("The exp claim must be in seconds and at most 24 hours ahead");
    }
    if (exp.asLong() <= now.minus(SKEW).getEpochSecond()) {
      throw invalidToken("JWT token has expired");
    }
  }

  private static void checkText(JsonNode claims, String name, String wanted) throws ImsRefusal {
    if (!claims.path(name).isTextual() || !claims.path(name).asText().equals(wanted)) {
      throw badRequest("The " + name + " claim is missing or malformed");
    }
  }

  private void checkAudience(JsonNode audience) throws ImsRefusal {
    String wanted = url.get() + "/c/" + options.clientId();
    if (!audience.isTextual() || !audience.asText().equals(wanted)) {
      throw new ImsRefusal(400, "invalid_client", AUDIENCE);
    }
  }

  private Set<String> checkMetascopes(JsonNode claims) throws ImsRefusal {
    String prefix = url.get() + "/s/";
    List<String> asked = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      String name = claim.getKey();
      if (name.startsWith(prefix) && claim.getValue().isBoolean() && claim.getValue().asBoolean()) {
        asked.add(name.substring(prefix.length()));
      } else if (name.contains("/s/")) {
        elsewhere.add(name);
      }
    }
    if (asked.isEmpty() && elsewhere.isEmpty()) {
      throw new ImsRefusal(400, "invalid_scope", AUDIENCE);
    }
    if (!elsewhere.isEmpty() || !options.metascopes().containsAll(asked)) {
      throw new ImsRefusal(400, "invalid_scope", NO_SUBSET);
    }
    return Set.copyOf(asked);
  }

  /** Checked last and kept only when all else is well, so that a refused JWT may be mended. */
  private void checkId(JsonNode id) throws ImsRefusal {
    if (id.isMissingNode() || id.isNull()) {
      return;
    }
    long number;
    try {
      number = Long.parseLong(id.asText());
    } catch (NumberFormatException e) {
      throw invalidToken("The jti claim must be an integer");
    }
    synchronized (this) {
      if (number <= state.number("jti")) {
        throw badRequest("The jti claim must be greater than any used before");
      }
      state.number("jti", number);
    }
  }
}
