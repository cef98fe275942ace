package io.github.targetroutes.sandbox;

import io.github.targetroutes.ConfigurationException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the sandbox knows about its one customer, and how it behaves.
 *
 * @param port TCP port on 127.0.0.1; 0 takes any free one
 * @param stateDirectory where state and uploads are kept; made when missing; one sandbox at a time
 * @param clientId the only client id (API key) that IMS and Target know
 * @param clientSecret its secret
 * @param organizationId the {@code iss} that a JWT must carry, {@code ...@AdobeOrg}
 * @param technicalAccountId the {@code sub} that a JWT must carry, {@code ...@techacct.adobe.com}
 * @param scopes what an OAuth Server-to-Server credential may ask for (the scopes that integrations
 *     with Target ask for)
 * @param metascopes bare names of the metascopes bound to the credential (Adobe's archived page on
 *     creating a JWT)
 * @param certificates public certificates attached to the credential; any of them may sign
 * @param certificateFiles more of them, PEM or DER; read when first needed and again when changed
 * @param tenant first path element of the Admin API
 * @param clientCode client code of the Profile API, which is not the tenant
 * @param tokenLifetime life of an access token, at least one second
 * @param callsPerMinute quota over Admin and bulk profile calls (target-limits), at least 1
 * @param batchDelay a bulk upload stays {@code incomplete} at least this long
 * @param profileAuthentication whether the Profile API demands a profile token
 *     (profile-api-settings)
 * @param clock what time it is for the sandbox
 */
public record SandboxOptions(
    int port,
    Path stateDirectory,
    String clientId,
    String clientSecret,
    String organizationId,
    String technicalAccountId,
    List<String> scopes,
    List<String> metascopes,
    List<X509Certificate> certificates,
    List<Path> certificateFiles,
    String tenant,
    String clientCode,
    Duration tokenLifetime,
    int callsPerMinute,
    Duration batchDelay,
    boolean profileAuthentication,
    Clock clock) {

  /** Copies the lists and refuses values that no sandbox can work with. */
  public SandboxOptions {
    scopes = List.copyOf(scopes);
    metascopes = List.copyOf(metascopes);
    certificates = List.copyOf(certificates);
    certificateFiles = List.copyOf(certificateFiles);
    require(port >= 0 && port <= 65535, "port", "must be 0 to 65535");
    require(!clientId.isBlank(), "client-id", "must not be empty");
    require(!clientSecret.isBlank(), "client-secret", "must not be empty");
    require(!tenant.isBlank(), "tenant", "must not be empty");
    require(!clientCode.isBlank(), "client-code", "must not be empty");
    require(tokenLifetime.toSeconds() >= 1, "token-lifetime", "must be at least 1s");
    require(callsPerMinute >= 1, "calls-per-minute", "must be at least 1");
    require(!batchDelay.isNegative(), "batch-delay", "must not be negative");
  }

  private static void require(boolean fine, String key, String rule) {
    if (!fine) {
      throw new ConfigurationException("sandbox." + key + " " + rule + "; correct it.");
    }
  }

  /** A made-up customer on any free port, 24 hours of token life, 50 calls a minute. */
  public static SandboxOptions defaults() {
    return new Builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads the keys {@code sandbox.*}; a missing or blank key takes its default.
   *
   * @throws ConfigurationException naming the key whose value can't be used
   */
  public static SandboxOptions fromProperties(Map<String, String> properties) {
    return SandboxProperties.read(properties);
  }

  /** A builder that begins with these values. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Everything but the client secret. */
  @Override
  public String toString() {
    return "SandboxOptions[port="
        + port
        + ", stateDirectory="
        + stateDirectory
        + ", clientId="
        + clientId
        + ", tenant="
        + tenant
        + ", clientCode="
        + clientCode
        + "]";
  }

  /** Collects {@link SandboxOptions}; every value has a default. */
  public static final class Builder {
    private int port = 0;
    private Path stateDirectory = Path.of("data", "sandbox");
    private String clientId = "5a4d0b0c7e1f4c0d9b8a7f6e5d4c3b2a";
    private String clientSecret = "sandbox-client-secret";
    private String organizationId = "5A4D0B0C7E1F4C0D0A495D01@AdobeOrg";
    private String technicalAccountId = "7F6E5D4C3B2A1908A495D02@techacct.adobe.com";
    private List<String> scopes =
        List.of(
            "openid",
            "AdobeID",
            "target_sdk",
            "additional_info.projectedProductContext",
            "read_organizations",
            "additional_info.roles",
            "additional_info.job_function");
    private List<String> metascopes = List.of("ent_marketing_sdk");
    private List<X509Certificate> certificates = List.of();
    private List<Path> certificateFiles = List.of();
    private String tenant = "acme";
    private String clientCode = "acmeclient";
    private Duration tokenLifetime = Duration.ofHours(24);
    private int callsPerMinute = 50;
    private Duration batchDelay = Duration.ofSeconds(1);
    private boolean profileAuthentication;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    private Builder(SandboxOptions from) {
      port = from.port;
      stateDirectory = from.stateDirectory;
      clientId = from.clientId;
      clientSecret = from.clientSecret;
      organizationId = from.organizationId;
      technicalAccountId = from.technicalAccountId;
      scopes = from.scopes;
      metascopes = from.metascopes;
      certificates = from.certificates;
      certificateFiles = from.certificateFiles;
      tenant = from.tenant;
      clientCode = from.clientCode;
      tokenLifetime = from.tokenLifetime;
      callsPerMinute = from.callsPerMinute;
      batchDelay = from.batchDelay;
      profileAuthentication = from.profileAuthentication;
      clock = from.clock;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder stateDirectory(Path value) {
      stateDirectory = value;
      return this;
    }

    public Builder clientId(String value) {
      clientId = value;
      return this;
    }

    public Builder clientSecret(String value) {
      clientSecret = value;
      return this;
    }

    public Builder organizationId(String value) {
      organizationId = value;
      return this;
    }

    public Builder technicalAccountId(String value) {
      technicalAccountId = value;
      return this;
    }

    public Builder scopes(List<String> value) {
      scopes = value;
      return this;
    }

    public Builder metascopes(List<String> value) {
      metascopes = value;
      return this;
    }

    public Builder certificates(List<X509Certificate> value) {
      certificates = value;
      return this;
    }

    public Builder certificateFiles(List<Path> value) {
      certificateFiles = value;
      return this;
    }

    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    public Builder clientCode(String value) {
      clientCode = value;
      return this;
    }

    public Builder tokenLifetime(Duration value) {
      tokenLifetime = value;
      return this;
    }

    public Builder callsPerMinute(int value) {
      callsPerMinute = value;
      return this;
    }

    public Builder batchDelay(Duration value) {
      batchDelay = value;
      return this;
    }

    public Builder profileAuthentication(boolean value) {
      profileAuthentication = value;
      return this;
    }

    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /**
     * @throws ConfigurationException naming the key whose value can't be used
     */
    public SandboxOptions build() {
      return new SandboxOptions(
          port,
          stateDirectory,
          clientId,
          clientSecret,
          organizationId,
          technicalAccountId,
          scopes,
          metascopes,
          certificates,
          certificateFiles,
          tenant,
          clientCode,
          tokenLifetime,
          callsPerMinute,
          batchDelay,
          profileAuthentication,
          clock);
    }
  }
}
