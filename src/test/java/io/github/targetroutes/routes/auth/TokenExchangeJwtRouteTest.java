package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.targetroutes.TestKeys;
import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.ImsForm;
import io.github.targetroutes.auth.JwsDataFormat;
import io.github.targetroutes.auth.PrivateKeys;
import io.github.targetroutes.auth.ServiceAccountClaims;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code auth-token-exchange-jwt}: a signed JWT for a token, and what is said when there is none.
 */
class TokenExchangeJwtRouteTest extends AuthRoutesTest {

  private static final KeyPair OTHER = TestKeys.OTHER;
  private static final int ATTEMPTS = 3;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("adobe.ims.grant", "jwt");
    settings.setProperty("error.auth.retries", String.valueOf(ATTEMPTS - 1));
    settings.setProperty("adobe.ims.response-timeout", "2000");
  }

  @BeforeEach
  void beginWithGoodCredential() {
    SandboxOptions known = SandboxOptions.defaults();
    jws().setPrivateKey(key().toString());
    jws().setPassphrase(null);
    jws().setCertificate(null);
    bean("imsForm", ImsForm.class).setClientId(known.clientId());
    bean("imsForm", ImsForm.class).setClientSecret(known.clientSecret());
    bean("serviceAccountClaims", ServiceAccountClaims.class).setMetascopes("ent_marketing_sdk");
    bean("serviceAccountClaims", ServiceAccountClaims.class)
        .setOrganizationId(known.organizationId());
  }

  static Stream<Arguments> troubles() {
    String noAnswer =
        "4 IMS at http://127.0.0.1:\\d+ gave no answer \\(.+\\); check adobe.ims.url, .*";
    String noToken =
        "4 IMS answered 200 without an access token.*check adobe.ims.url and the proxy";
    return Stream.of(
        arguments(Fault.status(503), "4 IMS answered 503 .*x-debug-id.* IMS is in trouble; .*"),
        arguments(Fault.status(429).retryAfter("0"), "4 IMS answered 429 .*Too many .*"),
        arguments(Fault.reset(), noAnswer),
        arguments(Fault.silence(), noAnswer.replace(".+", "no answer in time")),
        arguments(Fault.truncated(), noAnswer),
        arguments(Fault.html(), noToken),
        arguments(Fault.status(200).shape(Fault.Shape.EMPTY), noToken),
        arguments(
            Fault.convertedCredential(),
            "3 IMS answered 500 internal_error \"Please try again later\" .*"
                + "converted to OAuth answers so: set adobe.ims.grant=oauth .*"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void troubleIsTriedSomeTimesAndToldInOneSentence(Fault fault, String sentence) {
    sandbox.faults().add(fault.on("POST", "/ims/exchange/").forever());

    assertThat(refusal()).matches(sentence);
    assertThat(struck()).isEqualTo(ATTEMPTS);
    assertThat(log.at(Level.WARN))
        .hasSize(ATTEMPTS - 1)
        .allMatch(line -> line.matches("Attempt . of 3 failed, the next one follows in .*"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void troubleThatPassesIsNotFelt(Fault fault) {
    sandbox.faults().add(fault.on("POST", "/ims/exchange/").times(ATTEMPTS - 1));

    assertThat(renew().expiresAt()).isAfter(Instant.now().plus(Duration.ofHours(23)));
    assertThat(log.at(Level.ERROR)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 302})
  void refusalIsAskedForOnceOnly(int status) {
    sandbox.faults().add(Fault.status(status).on("POST", "/ims/exchange/").forever());

    assertThat(refusal()).startsWith("3 IMS answered " + status);
    assertThat(struck()).isEqualTo(1);
    assertThat(log.at(Level.WARN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "date"})
  void imsIsLeftInPeaceAsLongAsItAsks(String retryAfter) {
    Instant start = Instant.now();
    String asked =
        retryAfter.equals("date")
            ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                start.plusMillis(1500).atZone(ZoneOffset.UTC))
            : retryAfter;
    sandbox.faults().add(Fault.status(429).retryAfter(asked).on("POST", "/ims/exchange/"));

    renew();

    assertThat(Duration.between(start, Instant.now()))
        .isBetween(Duration.ofMillis(490), Duration.ofSeconds(5));
    assertThat(log.at(Level.WARN))
        .singleElement()
        .asString()
        .matches("Attempt 1 of 3 failed, the next one follows in (\\d{3} ms|1\\.\\d s): .* 429 .*");
  }

  @ParameterizedTest
  @ValueSource(longs = {-24, 24})
  void wrongClockIsNamed(long hours) {
    sandbox
        .faults()
        .add(Fault.clockSkew(Duration.ofHours(hours)).on("POST", "/ims/exchange/").forever());

    assertThat(refusal())
        .startsWith("3 IMS answered 400 ")
        .containsPattern("clock is 2[34] h \\d+ min " + (hours < 0 ? "ahead of" : "behind"))
        .endsWith("IMS's: set it right (NTP), then start again");
  }

  @Test
  void keyFileIsReadAnewWhenItChanges() throws Exception {
    byte[] good = Files.readAllBytes(key());
    Files.delete(key());
    PrivateKeys.writePem(OTHER.getPrivate(), key());

    assertThat(refusal())
        .startsWith("3 IMS answered 400 invalid_token \"Could not match JWT signature")
        .contains("The private key fits no valid certificate of this client: compare");

    Files.write(key(), good);
    assertThat(renew()).isNotNull();
  }

  @Test
  void wrongPassphraseIsNamed() throws Exception {
    jws().setPrivateKey(keyStore("the right one").toString());
    jws().setPassphrase("not the right one");

    assertThat(refusal()).startsWith("2 ").contains("passphrase").doesNotContain("right one");
  }

  @Test
  void expiredCertificateIsNamedBeforeImsIsAsked() {
    Path file = data.resolve("expired.pem");
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-400));
    PrivateKeys.writePem(OTHER.getPrivate(), data.resolve("other.key"));
    Certificates.writePem(Certificates.selfSigned(OTHER, "CN=old", 365, past), file);
    jws().setPrivateKey(data.resolve("other.key").toString());
    jws().setCertificate(file.toString());
    int before = tokensHandedOut();

    assertThat(refusal()).startsWith("3 ").containsIgnoringCase("certificate").contains("expired");
    assertThat(tokensHandedOut()).isEqualTo(before);
  }

  @Test
  void wrongSecretIsNamed() {
    bean("imsForm", ImsForm.class).setClientSecret("wrong");

    assertThat(refusal())
        .startsWith("3 IMS answered 401 invalid_client")
        .endsWith("copy adobe.ims.client-secret from the Console");
  }

  @Test
  void unknownClientIsNamed() {
    bean("imsForm", ImsForm.class).setClientId("stranger");

    assertThat(refusal()).startsWith("3 IMS answered 400").contains("copy adobe.ims.client-id");
  }

  @Test
  void metascopeThatIsNotGrantedIsNamed() {
    bean("serviceAccountClaims", ServiceAccountClaims.class).setMetascopes("ent_user_sdk");

    assertThat(refusal()).startsWith("3 IMS answered 400 invalid_scope").contains("metascopes");
  }

  @Test
  void metascopeThatIsNotConfiguredIsNamed() {
    bean("serviceAccountClaims", ServiceAccountClaims.class).setMetascopes(" ");

    assertThat(refusal()).startsWith("2 adobe.ims.metascopes is not set; ");
  }

  @Test
  void organizationThatIsNotOursIsNamed() {
    bean("serviceAccountClaims", ServiceAccountClaims.class).setOrganizationId("1@AdobeOrg");

    assertThat(refusal())
        .startsWith("3 IMS answered 400 bad_request")
        .contains("adobe.ims.organization-id");
  }

  @Test
  void noSecretIsInTheLog() throws Exception {
    AccessToken token = renew();

    assertThat(log.at(Level.INFO))
        .isNotEmpty()
        .noneMatch(line -> line.contains(token.value()) || line.contains("eyJ"));
  }

  private Path key() {
    return data.resolve("private.key");
  }

  private JwsDataFormat jws() {
    return bean("jws", JwsDataFormat.class);
  }

  private Path keyStore(String passphrase) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key", OTHER.getPrivate(), passphrase.toCharArray(), new Certificate[] {CERTIFICATE});
    Path file = data.resolve("key.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, passphrase.toCharArray());
    }
    return file;
  }
}
