package io.github.targetroutes.auth;

import io.github.targetroutes.Address;
import io.github.targetroutes.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds the claims of the JWT that Adobe IMS exchanges for an access token (Adobe's archived page
 * on creating a JWT). The setters take what the properties hold; {@link #build()} judges it, so
 * that a wrong value hurts nobody who doesn't use this grant.
 */
public final class ServiceAccountClaims {

  /** Adobe's former limit between issue and expiry. */
  static final Duration MAX_LIFETIME = Duration.ofHours(24);

  static final Pattern ORGANIZATION = Pattern.compile("[^@\\s]+@AdobeOrg");
  static final Pattern TECHNICAL_ACCOUNT = Pattern.compile("[^@\\s]+@techacct\\.adobe\\.com");
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern METASCOPE =
      Pattern.compile("(?:(?:https?://[^/\\s]+)?/?s/)?([A-Za-z0-9._-]+)/?");
  private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]+");

  private static final AtomicLong LAST_JTI = new AtomicLong();

  private String imsUrl;
  private String organizationId;
  private String technicalAccountId;
  private String clientId;
  private String metascopes;
  private String lifetime = "300";
  private boolean jti;
  private Clock clock = Clock.systemUTC();

  /** The IMS address, such as {@code https://ims-na1.adobelogin.com}. */
  public void setImsUrl(String imsUrl) {
    this.imsUrl = imsUrl;
  }

  /** The organisation, {@code …@AdobeOrg}. */
  public void setOrganizationId(String organizationId) {
    this.organizationId = organizationId;
  }

  /** The technical account, {@code …@techacct.adobe.com}. */
  public void setTechnicalAccountId(String technicalAccountId) {
    this.technicalAccountId = technicalAccountId;
  }

  /** The client id, which the Console also calls API key. */
  public void setClientId(String clientId) {
    this.clientId = clientId;
  }

  /**
   * At least one metascope, separated by commas; each as a bare name ({@code ent_marketing_sdk},
   * which is Target's), as {@code /s/name}, or as a full URL.
   */
  public void setMetascopes(String metascopes) {
    this.metascopes = metascopes;
  }

  /**
   * How long the JWT may be exchanged, from 1 second to 24 hours: a bare number of seconds, or a
   * duration such as {@code 5m} or {@code PT5M}. The default is 300 seconds.
   */
  public void setLifetime(String lifetime) {
    this.lifetime = lifetime;
  }

  /** Whether to send a {@code jti}, which only some organisations' bindings require. */
  public void setJti(boolean jti) {
    this.jti = jti;
  }

  /** What tells the time; the system's clock by default. */
  public void setClock(Clock clock) {
    this.clock = clock;
  }

  /**
   * The claims in the order of Adobe's sample (KA-17522): {@code exp} in whole seconds since 1970,
   * {@code iss}, {@code sub}, {@code aud}, one claim per metascope, and {@code jti} if wanted. A
   * {@code jti} is a decimal integer greater than all that this process used before; it starts with
   * the seconds since 1970.
   *
   * @throws ConfigurationException when a value is missing or malformed; it names the property
   */
  public Map<String, Object> build() {
    String ims = ims();
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("exp", now + lifetime().toSeconds());
    claims.put(
        "iss",
        require("adobe.ims.organization-id", organizationId, ORGANIZATION, "ends in @AdobeOrg"));
    claims.put(
        "sub",
        require(
            "adobe.ims.technical-account-id",
            technicalAccountId,
            TECHNICAL_ACCOUNT,
            "ends in @techacct.adobe.com"));
    claims.put(
        "aud",
        ims
            + "/c/"
            + require(
                "adobe.ims.client-id", clientId, CLIENT, "has letters, digits, '.', '_' and '-'"));
    putMetascopes(claims, ims);
    if (jti) {
      claims.put("jti", Long.toString(LAST_JTI.updateAndGet(last -> Math.max(last + 1, now))));
    }
    return claims;
  }

  private String ims() {
    return Address.of("adobe.ims.url", given("adobe.ims.url", imsUrl)).toString();
  }

  private void putMetascopes(Map<String, Object> claims, String ims) {
    String property = "adobe.ims.metascopes";
    int others = claims.size();
    for (String part : given(property, metascopes).split(",")) {
      if (!part.isBlank()) {
        Matcher metascope = METASCOPE.matcher(part.strip());
        if (!metascope.matches()) {
          throw new ConfigurationException(
              property
                  + " holds something that is no metascope; separate names such as"
                  + " ent_marketing_sdk by commas.");
        }
        claims.put(ims + "/s/" + metascope.group(1), true);
      }
    }
    if (claims.size() == others) {
      throw missing(property);
    }
  }

  private Duration lifetime() {
    String property = "adobe.ims.jwt-lifetime";
    Duration parsed;
    try {
      parsed = duration(given(property, lifetime));
    } catch (DateTimeParseException e) {
      throw new ConfigurationException(
          property + " is no duration; write seconds, such as 300, or a unit, such as 5m.", e);
    }
    if (parsed.compareTo(MAX_LIFETIME) > 0 || parsed.toSeconds() < 1) {
      throw new ConfigurationException(
          property + " is out of range; choose 1 second to 24 hours, best 300 seconds.");
    }
    return parsed;
  }

  /** Not by Camel's converter, which takes a bare number as milliseconds. */
  private static Duration duration(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Duration.parse("PT" + text + "S");
    }
    return Duration.parse(text.startsWith("P") ? text : "PT" + text);
  }

  private static String require(String property, String value, Pattern form, String words) {
    String text = given(property, value);
    if (!form.matcher(text).matches()) {
      // The value isn't shown: a secret may have been put into the wrong line.
      throw new ConfigurationException(
          property
              + " is malformed, for its value "
              + words
              + "; copy it from the credential in Adobe Developer Console.");
    }
    return text;
  }

  private static String given(String property, String value) {
    if (value == null || value.isBlank()) {
      throw missing(property);
    }
    return value.strip();
  }

  private static ConfigurationException missing(String property) {
    return new ConfigurationException(
        property + " is not set; copy it from the credential in Adobe Developer Console.");
  }
}
