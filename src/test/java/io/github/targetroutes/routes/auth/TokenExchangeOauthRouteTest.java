package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.ImsForm;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code auth-token-exchange-oauth}: client id and secret for a token. */
class TokenExchangeOauthRouteTest extends AuthRoutesTest {

  private static final String SECRET = "#p8e-+&=%25 ;ü漢🔑\"'\\{}$#/?@";
  private static final String SCOPES = "openid, AdobeID,target_sdk";

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("adobe.ims.grant", "oauth");
    settings.setProperty("adobe.ims.client-secret", SECRET);
    settings.setProperty("adobe.ims.scopes", SCOPES);
    settings.setProperty("error.auth.retries", "1");
  }

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    options.clientSecret(SECRET);
  }

  @BeforeEach
  void beginWithGoodCredential() {
    form().setClientSecret(SECRET);
    form().setScopes(SCOPES);
  }

  @Test
  void secretOfAnyCharactersSurvivesTheForm() {
    assertThat(renew()).isNotNull();
  }

  @Test
  void spaceAroundASettingDoesNotCount() {
    form().setClientSecret(" " + SECRET + " ");

    assertThat(renew()).isNotNull();
  }

  @Test
  void bothGrantsGiveTheSameLife() {
    Instant byJwt = life("direct:auth-token-exchange-jwt");
    Instant byOauth = life("direct:auth-token-exchange-oauth");

    assertThat(byJwt).isCloseTo(byOauth, within(Duration.ofSeconds(5)));
    assertThat(byJwt)
        .isCloseTo(Instant.now().plus(Duration.ofHours(24)), within(Duration.ofSeconds(10)));
  }

  @Test
  void wrongSecretIsNamedAndAskedForOnceOnly() {
    form().setClientSecret("wrong+&secret");
    sandbox.faults().add(Fault.latency(Duration.ofMillis(1)).on("POST", "/ims/").forever());

    assertThat(refusal())
        .startsWith("3 IMS answered 401 invalid_client")
        .contains("copy adobe.ims.client-secret")
        .doesNotContain("wrong+&secret");
    assertThat(struck()).isEqualTo(1);
  }

  @Test
  void scopeThatIsNotGrantedIsNamed() {
    form().setScopes("openid,ent_marketing_sdk");

    assertThat(refusal())
        .startsWith("3 IMS answered 400 invalid_scope")
        .contains("compare adobe.ims.scopes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void secretThatIsNotConfiguredIsNamed(String nothing) {
    form().setClientSecret(nothing);

    assertThat(refusal()).startsWith("2 adobe.ims.client-secret is not set; ");
  }

  @Test
  void internalErrorIsNoSignOfAConvertedCredential() {
    sandbox.faults().add(Fault.status(500).on("POST", "/ims/token").forever());

    assertThat(refusal()).startsWith("4 IMS answered 500 ").contains("IMS is in trouble");
    assertThat(struck()).isEqualTo(2);
  }

  @Test
  void callIsMadeWithTheTokenOfTheOtherGrantAsWell() {
    assertThat(
            call("direct:target-call", null, "target.operation", "list-audiences").getException())
        .isNull();
  }

  private Instant life(String exchange) {
    return call(exchange, null).getMessage().getBody(AccessToken.class).expiresAt();
  }

  private ImsForm form() {
    return bean("imsForm", ImsForm.class);
  }
}
