package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestKeys;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private TestSandbox adobe;

  @BeforeEach
  void start() {
    adobe = TestSandbox.start(folder);
    Certificates.writePem(TestSandbox.CERTIFICATE, folder.resolve("certificate.pem"));
    Certificates.writePem(
        Certificates.selfSigned(TestKeys.OTHER, "CN=x", 1, Clock.systemUTC()),
        folder.resolve("other.pem"));
  }

  @AfterEach
  void stop() {
    adobe.close();
  }

  @Test
  void theJwtThatIsPrintedPassesTheChecksAndFitsItsCertificate() throws IOException {
    String jwt = run("jwt").out().strip();
    assertThat(jwt).matches("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    Path file = Files.writeString(folder.resolve("token"), jwt + "\n");

    Terminal.Result checked = run("jwt", "--decode", "@" + file, "--verify", in("certificate.pem"));

    assertThat(checked.exitCode()).isZero();
    assertThat(checked.out())
        .contains("\"alg\" : \"RS256\"", "\"iss\" : \"" + adobe.options().organizationId())
        .contains("ok     aud: " + adobe.sandbox().url() + "/c/" + adobe.options().clientId())
        .contains("ok     signature: fits the certificate with SHA-1 fingerprint ")
        .doesNotContain("wrong", "was not verified");
  }

  @Test
  void whatIsNotVerifiedIsSaidSo() {
    Terminal.Result checked = run("jwt", "--decode", run("jwt").out().strip());

    assertThat(checked.exitCode()).isZero();
    assertThat(checked.out()).contains("The signature was not verified");
  }

  @Test
  void aSignatureOfAnotherKeyIsSaidPlainly() throws IOException {
    Terminal.Result result =
        run("jwt", "--decode", run("jwt").out().strip(), "--verify", in("other.pem"), "--json");

    JsonNode json = JSON.readTree(result.out());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(json.path("ok").asBoolean()).isFalse();
    assertThat(json.path("signature_verified").asBoolean(true)).isFalse();
    assertThat(json.at("/checks/6/words").asText()).contains("doesn't fit the certificate");
  }

  @Test
  void noJwtIsPrintedThatDoesNotFitTheCertificate() {
    Terminal.Result result = run("jwt", "--verify", in("other.pem"));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains("doesn't fit");
  }

  @Test
  void aJwtOfAnotherClientThanTheConfiguredOneIsWrong() {
    String jwt = run("jwt").out().strip();

    Terminal.Result result =
        Terminal.with(adobe.settings())
            .set("adobe.ims.client-id", "another")
            .run("jwt", "--decode", jwt);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).containsPattern("wrong +aud: .*; adobe.ims.client-id is another");
  }

  @Test
  void aJwtIsTakenFromStandardInputAndGivenForPrograms() throws IOException {
    JsonNode signed = JSON.readTree(run("jwt", "--json").out());

    JsonNode decoded =
        JSON.readTree(
            Terminal.with(adobe.settings())
                .typing(signed.path("jwt").asText())
                .run("jwt", "--decode", "-", "--json")
                .out());

    assertThat(decoded.path("ok").asBoolean()).isTrue();
    assertThat(decoded.path("signature_verified").isNull()).isTrue();
    assertThat(decoded.at("/claims/exp").isIntegralNumber()).isTrue();
    assertThat(signed.path("expires_at").asText()).endsWith("Z");
  }

  @Test
  void aMissingSettingIsNamed() {
    Terminal.Result result =
        Terminal.with(adobe.settings()).set("adobe.ims.organization-id", "").run("jwt");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains("adobe.ims.organization-id is not set");
  }

  /** Where nobody says otherwise, the sandbox is configured; a real JWT isn't for it. */
  @Test
  void underTheProfileOfTheSandboxAJwtForAnotherImsIsNotHeldAgainstIt() {
    Terminal adobes =
        Terminal.with(adobe.settings())
            .set("adobe.ims.url", "https://ims-na1.adobelogin.com")
            .set("adobe.ims.client-id", "0fa5e762277c414f903649dd51424ac6");
    String jwt = adobes.run("jwt").out().strip();

    Terminal.Result result =
        Terminal.with(Map.of()).run("jwt", "--profile", "sandbox", "--decode", jwt);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("ok     aud: https://ims-na1.adobelogin.com/c/");
    assertThat(run("jwt", "--decode", jwt).out())
        .contains("/c/0fa5e762277c414f903649dd51424ac6; adobe.ims.url is " + adobe.sandbox().url());
  }

  private Terminal.Result run(String... arguments) {
    return Terminal.with(adobe.settings()).run(arguments);
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }
}
