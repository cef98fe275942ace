package io.github.targetroutes.auth;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.MutableClock;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.CredentialFile.Choice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that Adobe hands out, with made-up values under the names that Adobe uses. */
class CredentialFileTest {

  private static final Choice ANY = new Choice(1, null);
  private static final MutableClock CLOCK = new MutableClock("2026-02-20T00:00:00Z");
  private static final byte[] KEY = TestSandbox.KEYS.getPrivate().getEncoded();
  private static final String PEM = PemFile.text("PRIVATE KEY", KEY);

  @Test
  void serviceAccountJsonIsAJwtCredential() {
    CredentialFile file = read("service-account.json");

    assertThat(file.words()).contains("service account (JWT)");
    assertThat(file.isJwt()).isTrue();
    assertThat(file.settings())
        .containsExactlyEntriesOf(
            settings(
                "grant", "jwt",
                "client-id", "7d41c94a8b0e4b9a9b1c2f7f3a1d0e55",
                "client-secret", "p8e-made-up-service-account-secret-c4f1",
                "organization-id", "53A16ACB5CC1D3760A495C99@AdobeOrg",
                "technical-account-id", "1A2B3C4D5E6F708192A3B4C5@techacct.adobe.com"));
    assertThat(file.privateKey()).isEmpty();
  }

  @Test
  void endOfTheServiceAccountsLastCertificateIsTold() {
    assertThat(read("service-account.json").notes())
        .containsExactly("Its last certificate ends on 2026-02-28, and none can be renewed");
    assertThat(
            CredentialFile.read(
                    bytes("service-account.json"),
                    "file",
                    ANY,
                    new MutableClock("2026-03-02T00:00:00Z"))
                .notes())
        .containsExactly(
            "Its last certificate ended on 2026-02-28: IMS takes no JWT of it any more");
  }

  @Test
  void oauthJsonIsAnOauthCredentialWithItsFirstSecret() {
    CredentialFile file = read("oauth.json");

    assertThat(file.words()).contains("OAuth server-to-server");
    assertThat(file.settings())
        .containsExactlyEntriesOf(
            settings(
                "grant", "oauth",
                "client-id", "c0ffee00c0ffee00c0ffee00c0ffee00",
                "client-secret", "p8e-made-up-first-oauth-secret-0001",
                "organization-id", "53A16ACB5CC1D3760A495C99@AdobeOrg",
                "technical-account-id", "1A2B3C4D5E6F708192A3B4C5@techacct.adobe.com",
                "scopes",
                    "openid,AdobeID,target_sdk,additional_info.projectedProductContext,read_organizations"));
    assertThat(file.notes())
        .containsExactly("Client secret 1 of 2 is taken; --secret chooses another");
  }

  @Test
  void secondSecretIsTakenWhereItIsAskedFor() {
    assertThat(read("oauth.json", new Choice(2, null)).settings())
        .containsEntry("adobe.ims.client-secret", "p8e-made-up-second-oauth-secret-0002");
    assertThatThrownBy(() -> read("oauth.json", new Choice(3, null)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("There is no client secret 3 in file; choose from 1 to 2 with --secret");
  }

  @Test
  void projectFileGivesItsOauthCredentialAndSaysSo() {
    CredentialFile file = read("project.json");

    assertThat(file.words()).contains("OAuth").contains("project file");
    assertThat(file.settings())
        .containsEntry("adobe.ims.grant", "oauth")
        .containsEntry("adobe.ims.client-secret", "p8e-made-up-project-oauth-secret-0102")
        .containsEntry("adobe.ims.organization-id", "53A16ACB5CC1D3760A495C99@AdobeOrg")
        .containsEntry("adobe.ims.scopes", "openid,AdobeID,target_sdk");
    assertThat(file.notes())
        .containsExactly(
            "Of 2 credentials, \"New OAuth\" (id 102, OAuth) is taken; --credential chooses"
                + " another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "old service account"})
  void credentialOfAProjectFileIsChosenByNameOrId(String wanted) {
    assertThat(read("project.json", new Choice(1, wanted)).settings())
        .containsEntry("adobe.ims.grant", "jwt")
        .containsEntry("adobe.ims.client-secret", "p8e-made-up-project-jwt-secret-0101")
        .containsEntry("adobe.ims.metascopes", "ent_marketing_sdk,ent_smartcontent_sdk");
  }

  @Test
  void twoOauthCredentialsAreNeverGuessedBetween() {
    String two = text("project.json").replace("\"jwt\"", "\"oauth_server_to_server\"");

    assertThatThrownBy(() -> CredentialFile.read(two.getBytes(UTF_8), "file", ANY, CLOCK))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("file has 2 credentials that could be meant")
        .hasMessageContaining("id 101")
        .hasMessageContaining("id 102");
  }

  @Test
  void postmanEnvironmentIsOauthWhereItHasScopes() {
    assertThat(read("postman-oauth.json").settings())
        .containsExactlyEntriesOf(
            settings(
                "grant", "oauth",
                "client-id", "c0ffee00c0ffee00c0ffee00c0ffee00",
                "client-secret", "p8e-made-up-postman-oauth-secret-01",
                "organization-id", "53A16ACB5CC1D3760A495C99@AdobeOrg",
                "technical-account-id", "1A2B3C4D5E6F708192A3B4C5@techacct.adobe.com",
                "scopes", "openid,AdobeID,target_sdk"));
  }

  @Test
  void postmanEnvironmentIsJwtWhereItHasMetascopesAndItsKeyIsMended() {
    String damaged = PEM.strip().replace("\n", "\\\\n");
    CredentialFile file = withKey("postman-jwt.json", damaged);

    assertThat(file.settings())
        .containsEntry("adobe.ims.grant", "jwt")
        .containsEntry("adobe.ims.url", "https://ims-na1-stg1.adobelogin.com")
        .containsEntry("adobe.ims.metascopes", "ent_marketing_sdk");
    assertThat(file.privateKey()).isEqualTo(PEM);
  }

  @Test
  void aioPropertiesAreJwtAndTheirKeyIsReadAsTheyHaveIt() {
    CredentialFile file = withKey("aio-jwt.properties", Base64.getEncoder().encodeToString(KEY));

    assertThat(file.settings())
        .containsExactlyEntriesOf(
            settings(
                "grant", "jwt",
                "client-id", "7d41c94a8b0e4b9a9b1c2f7f3a1d0e55",
                "client-secret", "p8e-made-up-aio-jwt-secret-00000001",
                "organization-id", "53A16ACB5CC1D3760A495C99@AdobeOrg",
                "technical-account-id", "1A2B3C4D5E6F708192A3B4C5@techacct.adobe.com",
                "metascopes", "/s/event_receiver_api,/s/ent_marketing_sdk"));
    assertThat(file.privateKey()).isEqualTo(PEM);
  }

  /** GNU base64 wraps its lines, and Adobe's library fails on that. */
  @Test
  void wrappedBase64OfAioPropertiesIsRead() {
    String wrapped =
        Base64.getMimeEncoder(76, new byte[] {'\n'})
            .encodeToString(KEY)
            .replace("\n", "\\n\\\n    ");

    assertThat(withKey("aio-jwt.properties", wrapped).privateKey()).isEqualTo(PEM);
  }

  @Test
  void aioPropertiesAreOauthWhereTheyHaveScopes() {
    assertThat(read("aio-oauth.properties").settings())
        .containsEntry("adobe.ims.grant", "oauth")
        .containsEntry("adobe.ims.scopes", "openid,AdobeID,target_sdk")
        .doesNotContainKey("adobe.ims.url");
  }

  @Test
  void keyThatWasAddedToTheServiceAccountJsonIsTakenLineByLineToo() {
    String lines = String.join("\", \"", PEM.strip().split("\n"));
    String json =
        text("service-account.json").replaceFirst("\\{", "{\"PRIVATE_KEY\": [\"" + lines + "\"],");

    assertThat(CredentialFile.read(json.getBytes(UTF_8), "file", ANY, CLOCK).privateKey())
        .isEqualTo(PEM);
  }

  @Test
  void formIsToldFromTheContentWhateverAnEditorPutAround() {
    byte[] withMark = ("\uFEFF" + text("oauth.json").replace("\n", "\r\n")).getBytes(UTF_8);
    byte[] utf16 = text("oauth.json").getBytes(UTF_16);

    assertThat(CredentialFile.read(withMark, "file", ANY, CLOCK))
        .isEqualTo(CredentialFile.read(utf16, "file", ANY, CLOCK))
        .isEqualTo(read("oauth.json"));
  }

  @Test
  void brokenJsonIsToldByItsPlaceAndShowsNothing() {
    String json = text("oauth.json");

    assertThatThrownBy(
            () -> CredentialFile.read(json.substring(0, 60).getBytes(UTF_8), "file", ANY, CLOCK))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("file is no whole JSON: .* at line 2, column \\d+; download it anew")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | file is empty",
        "{} | JSON without any field",
        "[1] | a list in JSON",
        "{\"installed\":{\"x\":1},\"p8e-made up\":2} | JSON with the fields installed; expected",
        "{\"project\":{\"name\":\"x\"}} | a project without credentials",
        "-----BEGIN CERTIFICATE----- | a key or certificate (name it in adobe.ims.private-key",
        "PK\u0003\u0004zip | a zip archive (unpack it first)",
        "<html>Sign in | a web page",
        "user=me | text without any field of Adobe's",
        "\\u | text that is neither JSON nor properties",
        "{\"CLIENT_ID\":\"x\"} | its CLIENT_SECRETS is missing or empty",
        "{\"API_KEY\":\"x\",\"CLIENT_SECRET\":\" \"} | its CLIENT_SECRET is missing or empty",
        "{\"CLIENT_ID\":{\"x\":1},\"CLIENT_SECRETS\":[\"y\"]} | its CLIENT_ID is missing or empty",
        "{\"values\":[{\"key\":\"API_KEY\",\"value\":\"{{KEY}}\"}]} | API_KEY in file holds a"
            + " {{placeholder}}",
        "{\"project\":{\"workspace\":{\"details\":{\"credentials\":[]}}}} | without a"
            + " server-to-server credential",
        "{\"API_KEY\":\"x\",\"CLIENT_SECRET\":\"y\",\"PRIVATE_KEY\":\"z\"} | PRIVATE_KEY in file"
            + " holds no private key"
      })
  void whatIsNoCredentialIsNamedByWhatItIs(String content, String words) {
    assertThatThrownBy(() -> CredentialFile.read(content.getBytes(UTF_8), "file", ANY, CLOCK))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(words);
  }

  private static Map<String, String> settings(String... namesAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("adobe.ims." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }

  private static CredentialFile read(String name) {
    return read(name, ANY);
  }

  private static CredentialFile read(String name, Choice choice) {
    return CredentialFile.read(bytes(name), "file", choice, CLOCK);
  }

  private static CredentialFile withKey(String name, String key) {
    return CredentialFile.read(
        text(name).replace("@KEY@", key).getBytes(UTF_8), "file", ANY, CLOCK);
  }

  private static String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(Path.of("src/test/resources/credentials", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
