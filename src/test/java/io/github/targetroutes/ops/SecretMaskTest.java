package io.github.targetroutes.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

  private static final String JWT =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Authorization: Bearer abc | Authorization: Bearer ***",
        "authorization: Basic aWQ6c2VjcmV0 | authorization: Basic ***",
        "{Authorization=[Bearer abc], X=1} | {Authorization=[Bearer ***], X=1}",
        "sent bearer s3cr3t, got 401 | sent bearer ***, got 401",
        "Bearer%20abc&x=1 | Bearer%20***&x=1",
        "{\"access_token\":\"zzz\",\"expires_in\":5} | {\"access_token\":\"***\",\"expires_in\":5}",
        "body: {\"password\" : \"p\\\"q\"} | body: {\"password\" : \"***\"}",
        "\"{\\\"client_secret\\\":\\\"abc\\\"}\" | \"{\\\"client_secret\\\":\\\"***\\\"}\"",
        "{\"accessToken\":\"zzz\"} | {\"accessToken\":\"***\"}",
        "client_id=i&client_secret=a%2Bb&jwt_token=x.y&z=1 |"
            + " client_id=i&client_secret=***&jwt_token=***&z=1",
        "ADOBE_IMS_CLIENT_SECRET=abc | ADOBE_IMS_CLIENT_SECRET=***",
        "adobe.ims.client-secret = abc | adobe.ims.client-secret = ***",
        "{passphrase=abc, user=me} | {passphrase=***, user=me}",
        "passphrase: abc | passphrase: ***",
        "{\"password\":\"cut off | {\"password\":\"***",
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln was refused | token eyJ*** was refused",
      })
  void secretsAreMaskedInEverySpellingAndTheRestStays(String text, String masked) {
    assertThat(SecretMask.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wrong passphrase: the key file config/secret.key stays closed",
        "The bearer token was refused",
        "WWW-Authenticate: Bearer error=\"invalid_token\"",
        "client_secret={{adobe.ims.client-secret}}",
        "client_secret=",
        "{\"password\":\"\"}",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "12:00:01 [sync] read 10,000 = 9,990 accepted + 10 rejected",
        "keyJournal"
      })
  void whatIsNoSecretIsTheSameObjectAfterwards(String text) {
    assertThat(SecretMask.mask(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\\n", "\r\n"})
  void privateKeysAreMaskedBetweenTheirMarkers(String lineEnd) {
    String pem =
        String.join(
            lineEnd, "-----BEGIN RSA PRIVATE KEY-----", "MIIabc", "-----END RSA PRIVATE KEY-----");

    assertThat(SecretMask.mask("key " + pem + " end"))
        .isEqualTo("key -----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY----- end");
  }

  @Test
  void anUnfinishedPrivateKeyIsMaskedToTheEnd() {
    assertThat(SecretMask.mask("-----BEGIN PRIVATE KEY-----\nMIIabc\nMIIdef"))
        .isEqualTo("-----BEGIN PRIVATE KEY-----***");
  }

  @Test
  void nullStaysNull() {
    assertThat(SecretMask.mask(null)).isNull();
    assertThat(new LogMask().format(null)).isNull();
    SecretMask.register(null);
  }

  @Test
  void registeredValuesAreMaskedForCamelToo() {
    SecretMask.register("p8e-registered-value");

    assertThat(new LogMask().format("IMS refused p8e-registered-value."))
        .isEqualTo("IMS refused ***.");
  }

  @Test
  void theRestOfATokenThatTheWireLogCutInTwoIsMasked() {
    String rest = "x".repeat(300);

    assertThat(SecretMask.maskFragment(rest + "\",\"token_type\":\"bearer\""))
        .isEqualTo("***\",\"token_type\":\"bearer\"");
    assertThat(SecretMask.maskFragment("claims." + rest)).isEqualTo("***");
    assertThat(SecretMask.maskFragment("Host: a-tenant.with-a-long-name.tt.omtrdc.example.net"))
        .endsWith("net");
    assertThat(SecretMask.maskFragment("id 123e4567-e89b-12d3-a456-426614174000"))
        .isEqualTo("id 123e4567-e89b-12d3-a456-426614174000");
  }

  @Property
  void aKnownValueIsNeverShownWhateverStandsAroundIt(
      @ForAll @StringLength(max = 30) String before,
      @ForAll("secrets") String secret,
      @ForAll @StringLength(max = 30) String after) {
    KnownSecrets known = new KnownSecrets(10);
    known.add(secret);
    String url = URLEncoder.encode(secret, UTF_8);
    String base64 = Base64.getEncoder().encodeToString((before + secret + after).getBytes(UTF_8));
    String core = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));

    assertThat(known.mask(before + secret + after)).doesNotContain(secret);
    assertThat(known.mask(before + url + after)).doesNotContain(url);
    assertThat(known.mask(base64)).contains("***");
    // What begins as a JWT does is shown as one.
    assertThat(known.mask(core)).matches("(eyJ)?\\*{3}.?");
  }

  @Property
  void maskingTwiceIsMaskingOnce(@ForAll("pieces") List<String> pieces) {
    String once = SecretMask.mask(String.join("", pieces));

    assertThat(SecretMask.mask(once)).isEqualTo(once);
  }

  @Property
  void aNamedOrBearingSecretNeverComesThrough(
      @ForAll("names") String name, @ForAll("opaque") String secret) {
    assertThat(SecretMask.mask("x " + name + secret + "\" y")).doesNotContain(secret);
  }

  @Property(tries = 60)
  void noTextMakesItSlow(@ForAll("pieces") List<String> pieces) {
    KnownSecrets known = new KnownSecrets(1000);
    IntStream.range(0, 50).forEach(i -> known.add(JWT + i));
    String unit = String.join("", pieces) + "x";
    String text = unit.repeat(400_000 / unit.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(3),
        () -> SecretShapes.maskLongRuns(SecretShapes.mask(known.mask(text))));
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ascii().ofMinLength(8).ofMaxLength(40),
            Arbitraries.strings().all().excludeChars('\0').ofMinLength(8).ofMaxLength(40))
        .filter(s -> s.equals(s.strip()) && s.lines().count() == 1)
        .filter(s -> UTF_8.newEncoder().canEncode(s) && !s.contains("*"));
  }

  @Provide
  Arbitrary<String> opaque() {
    return Arbitraries.strings().alpha().numeric().withChars("-_.~+/=%").ofMinLength(8);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "client_secret=",
        "\"client_secret\":\"",
        "\"access_token\": \"",
        "jwt_token=",
        "PASSWORD=",
        "passphrase = ",
        "\"Passphrase\" : \"",
        "Authorization: Bearer ",
        "\\\"refresh_token\\\":\\\"");
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "eyJ",
            "eyJhbGciOi",
            ".",
            "-",
            "Bearer ",
            "bearer+",
            "Bearer",
            "%20",
            " ",
            "token",
            "auth",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "-----END ",
            "client_secret",
            "_",
            "=",
            ":",
            ": ",
            "\"",
            "'",
            "\\",
            "\\\"",
            "password",
            "authorization:",
            "{{",
            "${",
            "[",
            "]",
            "abc",
            "***",
            "eyJ***",
            "\n",
            ",",
            "&",
            JWT)
        .list()
        .ofMaxSize(8);
  }
}
