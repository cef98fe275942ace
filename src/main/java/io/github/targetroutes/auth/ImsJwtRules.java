package io.github.targetroutes.auth;

import static io.github.targetroutes.auth.ClaimCheck.ok;
import static io.github.targetroutes.auth.ClaimCheck.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a JWT against the rules by which IMS exchanges it, as Adobe's pages on service accounts
 * stated them until 2025 ("JWT/createjwt.md", "JWT/Scopes.md"), so that the reason for a refusal is
 * seen before IMS gives its own, which often misleads.
 *
 * @param expected what the JWT has to say besides
 * @param clock tells the time
 */
public record ImsJwtRules(ServiceAccount expected, Clock clock) {

  /** All that IMS takes ("JWT/createjwt.md"). */
  static final Set<String> ALGORITHMS = Set.of("RS256", "RS384", "RS512");

  private static final Pattern AUDIENCE = Pattern.compile("(https?://[^/\\s]+)/c/([^/\\s]+)");
  private static final Pattern METASCOPE = Pattern.compile("(https?://[^/\\s]+)/s/([^/\\s]+)");
  private static final Pattern BARE_METASCOPE =
      Pattern.compile("(?:/?s/)?(?:ent_\\w+_sdk|event_\\w+)");
  private static final Pattern INTEGER = Pattern.compile("[0-9]+");
  private static final Set<String> KNOWN = Set.of("exp", "iat", "iss", "sub", "aud", "jti");

  /** Seconds since 1970 have ten digits until the year 2286; more are milliseconds. */
  private static final BigInteger MILLISECONDS = BigInteger.valueOf(100_000_000_000L);

  private static final String TARGETS = "ent_marketing_sdk";

  /**
   * What a JWT is to say, by the configuration; each may be blank for what isn't known.
   *
   * @param imsUrl the address of IMS
   * @param clientId the client
   * @param organizationId the organisation
   * @param technicalAccountId the technical account
   */
  public record ServiceAccount(
      String imsUrl, String clientId, String organizationId, String technicalAccountId) {

    /** Nothing is known. */
    public static final ServiceAccount UNKNOWN = new ServiceAccount("", "", "", "");
  }

  /** One line for the algorithm, each claim, and each that is missing. */
  public List<ClaimCheck> check(DecodedJwt jwt) {
    List<ClaimCheck> checks = new ArrayList<>();
    checks.add(algorithm(jwt.header().path("alg")));
    JsonNode claims = jwt.claims();
    checks.add(expiry(claims));
    if (claims.has("iat")) {
      checks.add(issued(claims.path("iat")));
    }
    checks.add(
        name(
            "iss",
            claims.path("iss"),
            ServiceAccountClaims.ORGANIZATION,
            "…@AdobeOrg",
            expected.organizationId(),
            "adobe.ims.organization-id"));
    checks.add(
        name(
            "sub",
            claims.path("sub"),
            ServiceAccountClaims.TECHNICAL_ACCOUNT,
            "…@techacct.adobe.com",
            expected.technicalAccountId(),
            "adobe.ims.technical-account-id"));
    checks.add(audience(claims.path("aud")));
    addMetascopes(claims, checks);
    if (claims.has("jti")) {
      checks.add(id(claims.path("jti")));
    }
    return checks;
  }

  private static ClaimCheck algorithm(JsonNode alg) {
    return ALGORITHMS.contains(alg.asText())
        ? ok("alg", alg.asText())
        : wrong("alg", shown(alg) + "; IMS takes RS256, RS384 and RS512 only");
  }

  private ClaimCheck expiry(JsonNode claims) {
    JsonNode exp = claims.path("exp");
    if (!exp.isIntegralNumber()) {
      return wrong(
          "exp",
          shown(exp)
              + "; it must be whole seconds since 1970 as a JSON integer, or IMS answers \"JWT"
              + " token is incorrectly formatted\"");
    }
    if (exp.bigIntegerValue().abs().compareTo(MILLISECONDS) > 0) {
      return wrong("exp", shown(exp) + "; these seem to be milliseconds, but IMS counts seconds");
    }
    Instant now = clock.instant();
    Instant end = Instant.ofEpochSecond(exp.longValue());
    if (!end.isAfter(now)) {
      return wrong(
          "exp", end + ", expired " + words(Duration.between(end, now)) + " ago; sign a new one");
    }
    Instant start = start(claims.path("iat"), now);
    if (Duration.between(start, end).compareTo(ServiceAccountClaims.MAX_LIFETIME) > 0) {
      return wrong(
          "exp",
          end + ", " + words(Duration.between(start, end)) + " ahead; IMS allows 24 hours at most");
    }
    return ok("exp", end + ", in " + words(Duration.between(now, end)));
  }

  /** From when the 24 hours count. */
  private static Instant start(JsonNode iat, Instant now) {
    if (!iat.isIntegralNumber() || iat.bigIntegerValue().abs().compareTo(MILLISECONDS) > 0) {
      return now;
    }
    Instant issued = Instant.ofEpochSecond(iat.longValue());
    return issued.isBefore(now) ? issued : now;
  }

  private static ClaimCheck issued(JsonNode iat) {
    return iat.isIntegralNumber() && iat.bigIntegerValue().abs().compareTo(MILLISECONDS) <= 0
        ? ok("iat", Instant.ofEpochSecond(iat.longValue()).toString())
        : wrong("iat", shown(iat) + "; it must be whole seconds since 1970 as a JSON integer");
  }

  private static ClaimCheck name(
      String claim, JsonNode value, Pattern form, String example, String wanted, String setting) {
    if (!value.isTextual() || !form.matcher(value.asText()).matches()) {
      return wrong(claim, shown(value) + "; it must have the form " + example);
    }
    return wanted.isBlank() || wanted.strip().equals(value.asText())
        ? ok(claim, value.asText())
        : wrong(claim, value.asText() + "; " + setting + " is " + wanted.strip());
  }

  private ClaimCheck audience(JsonNode aud) {
    Matcher parts = AUDIENCE.matcher(aud.asText());
    if (!aud.isTextual() || !parts.matches()) {
      return wrong(
          "aud",
          shown(aud)
              + "; it must be one text, the address of IMS with /c/ and the client id, as in"
              + " https://ims-na1.adobelogin.com/c/<client id>");
    }
    String ims = expected.imsUrl().strip().replaceAll("/+$", "");
    if (!ims.isEmpty() && !ims.equals(parts.group(1))) {
      return wrong("aud", aud.asText() + "; adobe.ims.url is " + ims);
    }
    String client = expected.clientId().strip();
    return client.isEmpty() || client.equals(parts.group(2))
        ? ok("aud", aud.asText())
        : wrong("aud", aud.asText() + "; adobe.ims.client-id is " + client);
  }

  private void addMetascopes(JsonNode claims, List<ClaimCheck> checks) {
    Matcher audience = AUDIENCE.matcher(claims.path("aud").asText());
    String ims = audience.matches() ? audience.group(1) : "https://ims-na1.adobelogin.com";
    boolean any = false;
    List<ClaimCheck> others = new ArrayList<>();
    for (var claim : claims.properties()) {
      Matcher metascope = METASCOPE.matcher(claim.getKey());
      if (metascope.matches()) {
        any = true;
        checks.add(metascope(metascope, claim.getValue(), ims));
      } else if (BARE_METASCOPE.matcher(claim.getKey()).matches()) {
        any = true;
        checks.add(
            wrong(
                claim.getKey(),
                "a metascope without its address; the claim's name must be "
                    + ims
                    + "/s/"
                    + claim.getKey().replaceFirst("^/?s/", "")));
      } else if (!KNOWN.contains(claim.getKey())) {
        others.add(ok(claim.getKey(), "unknown to Adobe's pages on these JWTs"));
      }
    }
    if (!any) {
      checks.add(
          wrong(
              "metascope",
              "missing; add the claim "
                  + ims
                  + "/s/"
                  + TARGETS
                  + " with the value true (IMS may complain of the audience instead)"));
    }
    checks.addAll(others);
  }

  private static ClaimCheck metascope(Matcher name, JsonNode value, String ims) {
    if (!value.isBoolean() || !value.asBoolean()) {
      return wrong(name.group(), shown(value) + "; its value must be true, without quotes");
    }
    if (!name.group(1).equals(ims)) {
      return wrong(name.group(), "another IMS than in aud, which names " + ims);
    }
    return ok(
        name.group(),
        name.group(2).equals(TARGETS) ? "true" : "true; Target's own metascope is " + TARGETS);
  }

  private static ClaimCheck id(JsonNode jti) {
    return jti.isTextual() && INTEGER.matcher(jti.asText()).matches()
        ? ok("jti", jti.asText() + "; it must be greater than in all JWTs before")
        : wrong(
            "jti", shown(jti) + "; it must be a decimal integer as a text, as in \"1488883332\"");
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }

  private static String words(Duration duration) {
    if (duration.toDays() > 1) {
      return duration.toDays() + " days";
    }
    if (duration.toHours() > 1) {
      return duration.toHours() + " hours";
    }
    return duration.toMinutes() > 1
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }
}
