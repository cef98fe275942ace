package io.github.targetroutes.doctor;

import static io.github.targetroutes.doctor.FaultsAtAdobe.ADMIN;
import static io.github.targetroutes.doctor.FaultsAtAdobe.EXCHANGE;
import static io.github.targetroutes.doctor.FaultsAtAdobe.gateway;
import static io.github.targetroutes.doctor.FaultsAtAdobe.ims;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.EncryptedKey;
import io.github.targetroutes.TestKeys;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.JwsDataFormat;
import io.github.targetroutes.auth.PrivateKeys;
import io.github.targetroutes.auth.ServiceAccountClaims;
import io.github.targetroutes.auth.TokenCache;
import io.github.targetroutes.auth.TokenKey;
import io.github.targetroutes.cli.Terminal;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users of Adobe's APIs met, by the numbers of the table in errors.md: the sandbox plays it,
 * and Target Routes says what would have spared them the search.
 */
class PainPointsTest {

  private static final KeyPair OTHER = TestKeys.OTHER;

  @TempDir static Path folder;
  private static TestSandbox adobe;
  private static Path certificate;
  private static Path otherKey;

  @BeforeAll
  static void start() {
    adobe = TestSandbox.start(folder);
    certificate = folder.resolve("certificate.pem");
    Certificates.writePem(TestSandbox.CERTIFICATE, certificate);
    otherKey = folder.resolve("other.key");
    PrivateKeys.writePem(OTHER.getPrivate(), otherKey);
  }

  @AfterAll
  static void stop() {
    adobe.close();
  }

  @BeforeEach
  void healthy() {
    adobe.sandbox().faults().clear();
  }

  private static Terminal terminal() {
    return Terminal.with(adobe.settings())
        .set("adobe.ims.grant", "jwt")
        .set("error.auth.retries", "1")
        .set("adobe.ims.response-timeout", "20000")
        .set("adobe.target.response-timeout", "20000")
        .set("adobe.ims.certificate", certificate.toString());
  }

  private static String sentence(Terminal terminal, int exitCode) {
    Terminal.Result result = terminal.run("token");
    assertThat(result.exitCode()).as("%s", result).isEqualTo(exitCode);
    assertThat(result.err().lines()).hasSize(1);
    return result.err();
  }

  @Test
  void p01_wrongKeyWrongProjectAndUnlistedCertificateAreToldApart() {
    Diagnosis wrongKey = Diagnosis.in(terminal().set("adobe.ims.private-key", otherKey.toString()));
    assertThat(wrongKey.failed()).containsExactly("key pair");
    assertThat(wrongKey.text("key pair"))
        .contains(Certificates.publicKeySha256(OTHER.getPrivate()))
        .contains(Certificates.sha1(TestSandbox.CERTIFICATE));

    Diagnosis wrongProject =
        Diagnosis.in(terminal().set("adobe.ims.client-id", "00000000000000000000000000000000"));
    assertThat(wrongProject.text("token exchange")).contains("IMS knows no such client");

    Path unlisted = folder.resolve("unlisted.pem");
    Certificates.writePem(
        Certificates.selfSigned(OTHER, "CN=unlisted", 365, Clock.systemUTC()), unlisted);
    Diagnosis unlistedCertificate =
        Diagnosis.in(
            terminal()
                .set("adobe.ims.private-key", otherKey.toString())
                .set("adobe.ims.certificate", unlisted.toString()));
    assertThat(unlistedCertificate.outcome("key pair")).isEqualTo("ok");
    assertThat(unlistedCertificate.text("certificate")).contains("the Console must list it");
    assertThat(unlistedCertificate.text("token exchange"))
        .contains("Could not match JWT signature to any of the bindings")
        .contains("fits no valid certificate of this client");
  }

  @Test
  void p02_theKeyThatIsReadIsDescribedAndNeverShown() {
    Diagnosis diagnosis = Diagnosis.in(terminal());

    assertThat(diagnosis.text("private key"))
        .isEqualTo(
            "RSA, 2048 bits, public key SHA-256 "
                + Certificates.publicKeySha256(TestSandbox.KEYS.getPrivate()));
    assertThat(sentence(terminal().set("adobe.ims.private-key", folder + "/private.kye"), 2))
        .contains("There is no file " + folder + "/private.kye");
  }

  @Test
  void p03_anErrorInA200IsNoToken() {
    adobe.sandbox().faults().add(ims(200, "invalid_scope", "not a subset"));

    assertThat(sentence(terminal(), 4))
        .contains("200 without an access token invalid_scope \"not a subset\"");
  }

  @Test
  void p04_everySpellingOfAMetascopeIsTakenAndTheSentOnesAreListed() {
    for (String spelling :
        new String[] {
          "ent_marketing_sdk",
          "/s/ent_marketing_sdk",
          adobe.sandbox().url() + "/s/ent_marketing_sdk"
        }) {
      Diagnosis diagnosis = Diagnosis.in(terminal().set("adobe.ims.metascopes", spelling));

      assertThat(diagnosis.exitCode()).isZero();
      assertThat(diagnosis.text("scopes")).isEqualTo("metascopes sent: ent_marketing_sdk");
    }
    assertThat(sentence(terminal().set("adobe.ims.metascopes", "ent_analytics_bulk_ingest_sdk"), 3))
        .contains("not a subset of the metascopes", "compare adobe.ims.metascopes");
  }

  @Test
  void p05_theExpiryOfAJwtIsAWholeNumberOfSeconds() throws IOException {
    ServiceAccountClaims claims = new ServiceAccountClaims();
    claims.setImsUrl("https://ims-na1.adobelogin.com");
    claims.setOrganizationId("A@AdobeOrg");
    claims.setTechnicalAccountId("B@techacct.adobe.com");
    claims.setClientId("client");
    claims.setMetascopes("ent_marketing_sdk");
    JwsDataFormat jws = new JwsDataFormat();
    jws.setPrivateKey(otherKey.toString());

    String payload = jws.sign(claims.build()).split("\\.")[1];
    JsonNode exp = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload)).path("exp");

    assertThat(exp.isIntegralNumber()).isTrue();
    assertThat(exp.asLong()).isBetween(nowInSeconds(), nowInSeconds() + 300);
  }

  private static long nowInSeconds() {
    return Instant.now().getEpochSecond();
  }

  @Test
  void p06_theAudienceErrorNamesTheMetascopeToo() {
    for (String error : new String[] {"invalid_token", "invalid_client", "invalid_scope"}) {
      adobe.sandbox().faults().clear();
      adobe
          .sandbox()
          .faults()
          .add(ims(400, error, "The JWT token must contain a valid claims for audience"));

      assertThat(sentence(terminal(), 3)).contains("adobe.ims.metascopes");
    }
  }

  @Test
  void p07_convertedCredentialIsNamedNotRetriedForEver() {
    adobe.sandbox().faults().add(Fault.convertedCredential().forever());

    assertThat(sentence(terminal(), 3))
        .contains("500 internal_error \"Please try again later\"")
        .contains("A credential that was converted to OAuth answers so: set adobe.ims.grant=oauth");
    assertThat(struck()).isEqualTo(2);
  }

  private static int struck() {
    return adobe.sandbox().faults().list().get(0).struck();
  }

  @Test
  void p08_aTokenLivesADayWhateverTheUnitOfExpiresIn() throws IOException {
    for (String grant : new String[] {"jwt", "oauth"}) {
      String out = terminal().set("adobe.ims.grant", grant).run("token", "--json").out();
      Instant end = Instant.parse(new ObjectMapper().readTree(out).path("expires_at").asText());

      assertThat(Duration.between(Instant.now(), end))
          .isBetween(Duration.ofHours(23), Duration.ofHours(25));
    }
  }

  @Test
  void p09_allWhoWaitShareOneTokenAndImsIsAskedAfterItsOwnWait() {
    AtomicInteger exchanges = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      TokenCache cache =
          new TokenCache(
              Clock.systemUTC(),
              Duration.ofMinutes(10),
              Duration.ofMinutes(1),
              Duration.ofSeconds(10),
              threads);
      TokenKey key = TokenKey.of("jwt", "https://ims", "client", "org", "account", "", "secret");
      IntStream.range(0, 20)
          .mapToObj(
              i -> CompletableFuture.runAsync(() -> cache.get(key, k -> token(exchanges)), threads))
          .toList()
          .forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
    assertThat(exchanges).hasValue(1);

    adobe.sandbox().faults().add(Fault.status(429).on("POST", EXCHANGE).retryAfter("0").times(1));
    assertThat(terminal().set("error.auth.delay", "600000").run("token").exitCode()).isZero();
  }

  private static AccessToken token(AtomicInteger exchanges) {
    exchanges.incrementAndGet();
    Instant now = Instant.now();
    return new AccessToken("token", now, now.plus(Duration.ofDays(1)));
  }

  @Test
  void p10_oneQuotaServesAllRoutesAndASharedProjectIsNamed() {
    adobe.sandbox().faults().add(gateway(429, "429002", "Developer key usage limit reached"));

    Diagnosis diagnosis = Diagnosis.in(terminal());

    assertThat(diagnosis.text("quota"))
        .contains(
            "by this job or by another one", "give each program a Console project of its own");
    assertThat(diagnosis.text("call rate")).contains("all programs of this client id together");
  }

  @Test
  void p11_aFreshTokenThatIsRefusedTwiceIsTheCredentialsFault() {
    adobe.sandbox().faults().add(gateway(401, "401013", "Failed to authenticate provided token"));

    Diagnosis diagnosis = Diagnosis.in(terminal());

    assertThat(diagnosis.failed()).containsExactly("token accepted");
    assertThat(diagnosis.text("token accepted")).contains("it is the credential, not the token");
    assertThat(struck()).isEqualTo(2);
  }

  @Test
  void p12_aTokenThatIsRefusedOnceIsReplacedOnce() {
    adobe.sandbox().faults().add(gateway(401, "401013", "Oauth token is not valid").times(1));

    Diagnosis diagnosis = Diagnosis.in(terminal());

    assertThat(diagnosis.failed()).isEmpty();
    assertThat(diagnosis.outcome("token accepted")).isEqualTo("warn");
  }

  @Test
  void p13_aMissingApiIsToldFromTargetsOwnRefusals() {
    for (String code : new String[] {"403000", "403003"}) {
      adobe.sandbox().faults().clear();
      adobe.sandbox().faults().add(gateway(403, code, "Api Key is invalid"));

      Diagnosis diagnosis = Diagnosis.in(terminal());

      assertThat(diagnosis.failed()).containsExactly("api key");
      assertThat(diagnosis.text("api key"))
          .contains(code, "Api Key is invalid", "Add the Adobe Target API to the project");
    }
  }

  @Test
  void p14_aMissingProductProfileIsNamed() {
    adobe.sandbox().faults().add(gateway(403, "403025", "Profile is not valid"));

    assertThat(Diagnosis.in(terminal()).text("product profile"))
        .contains("403025 \"Profile is not valid\"")
        .contains("Attach a product profile of Target to the credential");
  }

  @Test
  void p15_aPemThatAnEnvironmentVariableBrokeIsMended() throws IOException {
    String pem = Files.readString(adobe.privateKey());

    for (String broken :
        new String[] {
          pem.replace("\n", "\\n"),
          pem.replace('\n', ' '),
          pem.replace("\n", "\r\n"),
          "\uFEFF" + pem,
          pem.replace("-----BEGIN PRIVATE", "----BEGIN PRIVATE"),
          pem.replace("PRIVATE KEY", "RSA PRIVATE KEY")
        }) {
      assertThat(terminal().set("adobe.ims.private-key", broken).run("token").exitCode())
          .as("%s", broken.substring(0, 40))
          .isZero();
    }
  }

  @Test
  void p16_wrongPassphraseWrongFileAndMissingPassphraseAreToldApart() throws IOException {
    Path locked =
        EncryptedKey.write(
            folder.resolve("locked.key"), TestSandbox.KEYS.getPrivate(), "right-horse-7");
    Terminal terminal = terminal().set("adobe.ims.private-key", locked.toString());

    assertThat(sentence(terminal, 2)).contains("is encrypted, and no passphrase is given");
    assertThat(sentence(terminal.set("adobe.ims.private-key-passphrase", "wrong horse"), 2))
        .contains("isn't opened by the given passphrase");
    assertThat(
            terminal
                .set("adobe.ims.private-key-passphrase", "right-horse-7")
                .run("token")
                .exitCode())
        .isZero();
    assertThat(sentence(terminal.set("adobe.ims.private-key", certificate.toString()), 2))
        .contains("certificate");
  }

  @Test
  void p17_base64OfTheKeyIsTakenWrappedOrNot() {
    byte[] der = TestSandbox.KEYS.getPrivate().getEncoded();

    for (Base64.Encoder encoder :
        new Base64.Encoder[] {Base64.getEncoder(), Base64.getMimeEncoder()}) {
      assertThat(
              terminal()
                  .set("adobe.ims.private-key", encoder.encodeToString(der))
                  .run("token")
                  .exitCode())
          .isZero();
    }
  }

  @Test
  void p18_adobesOwnWordsAndItsRequestIdReachTheOperator() {
    adobe.sandbox().faults().add(ims(400, "invalid_scope", "words of IMS"));

    assertThat(sentence(terminal(), 3))
        .containsPattern("400 invalid_scope \"words of IMS\" \\(x-debug-id [0-9a-f-]{36}\\)");
  }

  @Test
  void p19_theEndOfTheGrantAndOfTheCertificateAreSeenBeforeTheyCome() {
    Path soon = folder.resolve("soon.pem");
    Certificates.writePem(
        Certificates.selfSigned(TestSandbox.KEYS, "CN=soon", 20, Clock.systemUTC()), soon);

    Diagnosis diagnosis = Diagnosis.in(terminal().set("adobe.ims.certificate", soon.toString()));
    Diagnosis atAdobe =
        Diagnosis.in(terminal().set("adobe.ims.url", "https://ims-na1.adobelogin.com.invalid"));

    assertThat(diagnosis.text("certificate dates")).contains("in 19 days", "Adobe renews none");
    assertThat(atAdobe.outcome("grant")).isEqualTo("warn");
    assertThat(atAdobe.text("grant"))
        .contains("2025-06-30", "2026-03-01", "set adobe.ims.grant=oauth", "adobe.ims.scopes");
  }

  @Test
  void p20_theRateLimitIsNoOutage() {
    adobe.sandbox().faults().add(Fault.status(503).on("GET", ADMIN).forever());
    assertThat(Diagnosis.in(terminal()).text("quota")).startsWith("used up, and no outage: ");

    adobe.sandbox().faults().clear();
    adobe.sandbox().faults().add(Fault.status(429).on("POST", EXCHANGE).retryAfter("7").forever());
    assertThat(Diagnosis.in(terminal()).text("token exchange"))
        .contains("Too many token requests", "IMS asks to wait 7 s")
        .doesNotContain("timeout", "unavailable");
  }
}
