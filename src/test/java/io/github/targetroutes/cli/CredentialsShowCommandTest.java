package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.law.Canary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsShowCommandTest {

  private static final String SECRET = "p8e-canary/client+secret=0123456789";
  private static final String PASSPHRASE = "canary passphrase 0123456789";
  private static final String KEY_TEXT =
      "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";

  @TempDir Path folder;

  @Test
  void eachSettingIsShownWithItsOrigin() throws IOException {
    JsonNode json =
        json(Terminal.with(oauth()).run("credentials", "show", "--json")).path("settings");

    assertThat(json.at("/adobe.ims.client-id/value").asText()).isEqualTo("c0ffee");
    assertThat(json.at("/adobe.ims.client-id/from").asText()).isEqualTo("-Dadobe.ims.client-id");
    assertThat(json.at("/adobe.ims.url/from").asText()).isEqualTo("config/application.properties");
    assertThat(json.at("/adobe.ims.certificate/set").asBoolean(true)).isFalse();
  }

  @Test
  void oauthNeedsNoFarewell() {
    assertThat(Terminal.with(oauth()).run("credentials", "show").out())
        .contains("adobe.target.client-code")
        .doesNotContain("2025-06-30");
  }

  @Test
  void whatJwtMeansSinceItsEndIsToldWithTheStepsToOauth() {
    Terminal.Result result =
        Terminal.with(Map.of("adobe.ims.grant", "jwt")).run("credentials", "show");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("2025-06-30", "2026-03-01", "500 internal_error", "OAuth Server-to-Server")
        .contains("credentials import FILE --force")
        .containsPattern("(?s)Missing:.*adobe.ims.private-key ");
  }

  /** The sandbox would make a key pair and a folder for its state. */
  @Test
  void nothingIsStartedForIt() {
    Terminal.Result result =
        Terminal.with(Map.of("data.dir", folder.toString(), "sandbox.client-id", "played"))
            .run("credentials", "show", "--profile", "sandbox");

    assertThat(result.out())
        .contains("played  (config/application-sandbox.properties)")
        .contains(folder + "/sandbox/private.key (no such file)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noMoreOfASecretIsShownThanItsEnd() {
    Map<String, String> settings = oauth();
    settings.put("adobe.ims.private-key", KEY_TEXT);
    settings.put("adobe.ims.private-key-passphrase", PASSPHRASE);

    Terminal.Result result = Terminal.with(settings).run("credentials", "show");

    assertThat(result.out())
        .contains("***6789  (-D")
        .contains("***  (-Dadobe.ims.private-key-passphrase)")
        .contains("*** (the key itself)");
    assertThat(
            Canary.knowing(
                    Map.of(
                        "secret", SECRET.substring(0, SECRET.length() - 4),
                        "passphrase", PASSPHRASE,
                        "key", KEY_TEXT))
                .in("stdout", result.out()))
        .isEmpty();
  }

  @Test
  void ofAShortSecretNothingIsShown() {
    Map<String, String> settings = oauth();
    settings.put("adobe.ims.client-secret", "short-secret");

    assertThat(Terminal.with(settings).run("credentials", "show").out())
        .contains("***  (-Dadobe.ims.client-secret)")
        .doesNotContain("cret  (");
  }

  @Test
  void aProfileThatIsNotThereIsToldInOneSentence() {
    Terminal.Result result =
        Terminal.with(Map.of()).run("credentials", "show", "--profile", "nowhere");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains("no profile \"nowhere\"");
  }

  private static Map<String, String> oauth() {
    return new HashMap<>(
        Map.of(
            "adobe.ims.grant", "oauth",
            "adobe.ims.client-id", "c0ffee",
            "adobe.ims.client-secret", SECRET));
  }

  private static JsonNode json(Terminal.Result result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }
}
