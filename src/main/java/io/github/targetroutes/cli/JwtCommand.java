package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.Settings;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.ClaimCheck;
import io.github.targetroutes.auth.CredentialException;
import io.github.targetroutes.auth.DecodedJwt;
import io.github.targetroutes.auth.ImsJwtRules;
import io.github.targetroutes.auth.ImsJwtRules.ServiceAccount;
import io.github.targetroutes.auth.JwsDataFormat;
import io.github.targetroutes.auth.ServiceAccountClaims;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Step 3 of the article: signs the JWT; or takes one apart and says what IMS makes of it. */
@Command(
    name = "jwt",
    mixinStandardHelpOptions = true,
    description = {
      "Signs the JWT of the configured service account and prints it.",
      "With --decode, shows a JWT and checks it by the rules of Adobe IMS; ends with 1 where IMS"
          + " would refuse it."
    })
public final class JwtCommand implements Callable<Integer> {

  private static final int REFUSED = 1;

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Option(
      names = "--decode",
      paramLabel = "TOKEN",
      description = "Show this JWT and check its claims: itself, @FILE, or - for standard input.")
  private String decode;

  @Option(
      names = "--verify",
      paramLabel = "CERTIFICATE",
      description = "Verify the signature by this certificate (PEM, DER).")
  private Path verify;

  @Override
  public Integer call() {
    X509Certificate certificate =
        verify == null
            ? null
            : PassphraseOption.opening(() -> Certificates.read(verify, new char[0]));
    return decode == null ? sign(certificate) : decode(certificate);
  }

  private int sign(X509Certificate certificate) {
    try (Session session = new Session(profiles, "auth/*", "error/auth-errors")) {
      Map<String, Object> claims =
          session.bean("serviceAccountClaims", ServiceAccountClaims.class).build();
      String jwt = session.bean("jws", JwsDataFormat.class).sign(claims);
      if (certificate != null) {
        DecodedJwt.of(jwt).verify(certificate);
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("jwt", jwt);
      json.put("expires_at", Instant.ofEpochSecond((Long) claims.get("exp")).toString());
      output.print(json, jwt);
    }
    return 0;
  }

  private int decode(X509Certificate certificate) {
    DecodedJwt jwt = DecodedJwt.of(TokenText.asGiven(decode));
    if (jwt.isAccessToken()) {
      throw new ConfigurationException(
          "This is an access token, which IMS issued, and no JWT to be exchanged for one; look at"
              + " it with target-routes token inspect.");
    }
    List<ClaimCheck> checks =
        new ArrayList<>(new ImsJwtRules(expected(jwt), Clock.systemUTC()).check(jwt));
    if (certificate != null) {
      checks.add(signature(jwt, certificate));
    }
    output.print(json(jwt, checks), text(jwt, checks));
    return checks.stream().allMatch(ClaimCheck::ok) ? 0 : REFUSED;
  }

  /** The sandbox's own account says nothing about JWTs that are made for another IMS. */
  private ServiceAccount expected(DecodedJwt jwt) {
    try (Settings settings = new Settings(profiles.names())) {
      String ims = settings.value("adobe.ims.url");
      boolean another = !jwt.claims().path("aud").asText().startsWith(ims + "/");
      return profiles.names().contains("sandbox") && another
          ? ServiceAccount.UNKNOWN
          : new ServiceAccount(
              ims,
              settings.value("adobe.ims.client-id"),
              settings.value("adobe.ims.organization-id"),
              settings.value("adobe.ims.technical-account-id"));
    }
  }

  private static ClaimCheck signature(DecodedJwt jwt, X509Certificate certificate) {
    try {
      jwt.verify(certificate);
      return new ClaimCheck(
          "signature",
          true,
          "fits the certificate with SHA-1 fingerprint " + Certificates.sha1(certificate));
    } catch (CredentialException e) {
      return new ClaimCheck("signature", false, e.getMessage());
    }
  }

  private Map<String, Object> json(DecodedJwt jwt, List<ClaimCheck> checks) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("header", jwt.header());
    json.put("claims", jwt.claims());
    json.put("checks", checks);
    json.put("signature_verified", verify == null ? null : checks.get(checks.size() - 1).ok());
    json.put("ok", checks.stream().allMatch(ClaimCheck::ok));
    return json;
  }

  private String text(DecodedJwt jwt, List<ClaimCheck> checks) {
    List<String> lines = new ArrayList<>();
    lines.add(Output.toJson(jwt.header()));
    lines.add(Output.toJson(jwt.claims()));
    lines.add("");
    for (ClaimCheck check : checks) {
      lines.add(
          "%-5s  %s: %s".formatted(check.ok() ? "ok" : "wrong", check.claim(), check.words()));
    }
    if (verify == null) {
      lines.add("The signature was not verified: give the certificate with --verify.");
    }
    return String.join(System.lineSeparator(), lines);
  }
}
