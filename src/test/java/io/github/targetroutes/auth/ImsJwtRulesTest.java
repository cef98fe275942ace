package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.ImsJwtRules.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImsJwtRulesTest {

  private static final long NOW = 1_790_000_000L;
  private static final String GOOD =
      """
      {"exp":1790000300,"iss":"6578A55456E84E247F000101@AdobeOrg",\
      "sub":"9CB1299D58B3EC6F0A495C7F@techacct.adobe.com",\
      "aud":"https://ims-na1.adobelogin.com/c/0fa5e762277c414f903649dd51424ac6",\
      "https://ims-na1.adobelogin.com/s/ent_marketing_sdk":true}\
      """;

  private final ImsJwtRules rules =
      new ImsJwtRules(
          ServiceAccount.UNKNOWN, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

  @Test
  void aGoodJwtPassesEveryRule() {
    List<ClaimCheck> checks = rules.check(jwt("RS256", GOOD));

    assertThat(checks).allMatch(ClaimCheck::ok);
    assertThat(checks)
        .extracting(ClaimCheck::claim)
        .containsExactly(
            "alg",
            "exp",
            "iss",
            "sub",
            "aud",
            "https://ims-na1.adobelogin.com/s/ent_marketing_sdk");
  }

  /** What stands in the JWT, what is put in its place, and the one claim that is wrong then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1790000300|\"1790000300\"|exp|whole seconds since 1970 as a JSON integer",
        "1790000300|\"2026-09-21T14:18:20Z\"|exp|incorrectly formatted",
        "1790000300|1790000300.5|exp|whole seconds",
        "1790000300|1790000300000|exp|milliseconds",
        "1790000300|99999999999999999999999|exp|milliseconds",
        "1790000300|1790000000|exp|expired 0 seconds ago",
        "1790000300|1790086401|exp|24 hours at most",
        "1790000300|1790040000,\"iat\":1789950000|exp|24 hours at most",
        "\"exp\":1790000300,||exp|missing",
        "1790000300|1790000300,\"iat\":\"now\"|iat|whole seconds",
        "101@AdobeOrg|101|iss|…@AdobeOrg",
        "101@AdobeOrg|1 01@AdobeOrg|iss|…@AdobeOrg",
        "@techacct.adobe.com|@AdobeOrg|sub|…@techacct.adobe.com",
        "0fa5e762277c414f903649dd51424ac6||aud|with /c/ and the client id",
        "/c/|/s/|aud|with /c/ and the client id",
        "true|\"true\"|https://ims-na1.adobelogin.com/s/ent_marketing_sdk|without quotes",
        "true|1|https://ims-na1.adobelogin.com/s/ent_marketing_sdk|must be true",
        "https://ims-na1.adobelogin.com/s/|/s/|/s/ent_marketing_sdk|without its address",
        "https://ims-na1.adobelogin.com/s/||ent_marketing_sdk|without its address",
        "/s/ent_marketing_sdk|/x|metascope|missing; add the claim"
            + " https://ims-na1.adobelogin.com/s/",
        "/s/ent|-stg1/s/ent|https://ims-na1.adobelogin.com-stg1/s/ent_marketing_sdk|another IMS",
        "1790000300|1790000300,\"jti\":1488883332|jti|decimal integer as a text",
        "1790000300|1790000300,\"jti\":\"x1\"|jti|decimal integer as a text",
      })
  void oneWrongClaimIsFoundAndSaidWhy(String from, String to, String claim, String why) {
    assertThat(GOOD).contains(from);

    List<ClaimCheck> checks = rules.check(jwt("RS256", GOOD.replace(from, to == null ? "" : to)));

    assertThat(checks)
        .filteredOn(check -> !check.ok())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.claim()).isEqualTo(claim);
              assertThat(check.words()).contains(why);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "PS256", "ES256", "rs256", ""})
  void anAlgorithmThatImsDoesNotTakeIsWrong(String algorithm) {
    assertThat(rules.check(jwt(algorithm, GOOD)))
        .filteredOn(check -> !check.ok())
        .extracting(ClaimCheck::claim)
        .containsExactly("alg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512"})
  void theAlgorithmsOfImsAreRight(String algorithm) {
    assertThat(rules.check(jwt(algorithm, GOOD))).allMatch(ClaimCheck::ok);
  }

  @Test
  void fullDayFromNowAndAnIntegerIdAreRight() {
    String day = GOOD.replace("1790000300", "1790086400,\"iat\":1790000000,\"jti\":\"1790000000\"");

    assertThat(rules.check(jwt("RS256", day))).allMatch(ClaimCheck::ok).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "https://ims-na1-stg1.adobelogin.com, '', '', '', aud, adobe.ims.url",
    "'', 4299134e74d54d56acf2a78b72a7e41e, '', '', aud, adobe.ims.client-id",
    "'', '', OTHER@AdobeOrg, '', iss, adobe.ims.organization-id",
    "'', '', '', OTHER@techacct.adobe.com, sub, adobe.ims.technical-account-id"
  })
  void whatTheConfigurationSaysOtherwiseIsWrong(
      String ims, String client, String organization, String account, String claim, String why) {
    ImsJwtRules configured =
        new ImsJwtRules(new ServiceAccount(ims, client, organization, account), rules.clock());

    assertThat(configured.check(jwt("RS256", GOOD)))
        .filteredOn(check -> !check.ok())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.claim()).isEqualTo(claim);
              assertThat(check.words()).contains(why);
            });
  }

  @Test
  void whatTheProgramSignsPassesItsOwnRules() {
    ServiceAccountClaims claims = ArticleJwtTest.account();
    claims.setClock(rules.clock());
    claims.setJti(true);

    String token = Jws.of("RS384").sign(claims.build(), Keys.PAIR.getPrivate());

    assertThat(rules.check(DecodedJwt.of(token))).allMatch(ClaimCheck::ok);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "a.b",
        "a.b.c.d",
        "!.!.!",
        "e30.W10.x",
        "e30.e30.x[exit 0]",
        "e30x.e30.x",
        "e30.MQ.x"
      })
  void whatIsNoJwtIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> DecodedJwt.of(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("This is no JWT, for it has ")
        .hasMessageEndingWith("; copy all of it anew.");
  }

  @Test
  void aJwtIsReadAsMailsAndTerminalsGiveIt() {
    String token = jwt("RS256", GOOD).token();

    assertThat(DecodedJwt.of("Bearer " + token + "\n").token()).isEqualTo(token);
    assertThat(DecodedJwt.of(token.replaceAll("(.{76})", "$1\r\n")).token()).isEqualTo(token);
  }

  @Test
  void theSignatureIsVerifiedByTheHeadersAlgorithmAndThatOfImsOnly() {
    String token = Jws.of("RS512").sign(Map.of("exp", NOW), Keys.PAIR.getPrivate());

    DecodedJwt.of(token).verify(Keys.CERTIFICATE);

    assertThatThrownBy(
            () ->
                DecodedJwt.of(token)
                    .verify(Certificates.selfSigned(Keys.OTHER_PAIR, "CN=x", 1, Keys.CLOCK)))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("doesn't fit the certificate");
    assertThatThrownBy(() -> jwt("none", GOOD).verify(Keys.CERTIFICATE))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("isn't signed by RS256, RS384 or RS512");
  }

  private static DecodedJwt jwt(String algorithm, String claims) {
    return DecodedJwt.of(
        base64("{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}") + "." + base64(claims) + ".c2ln");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
