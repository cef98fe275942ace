package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** {@code auth-token-attach} and {@code auth-token-invalidate}: a call's token, and its end. */
class TokenAttachRouteTest extends AuthRoutesTest {

  @Test
  void callGetsTokenAndApiKeyAndNothingElse() {
    AccessToken token = renew();

    Exchange call = call("direct:auth-token-attach", "the body");

    assertThat(call.getMessage().getHeaders())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Authorization",
                "Bearer " + token.value(),
                "X-Api-Key",
                SandboxOptions.defaults().clientId()));
    assertThat(call.getMessage().getBody()).isEqualTo("the body");
    assertThat(call.getVariables()).containsExactly(Map.entry("auth.token", token.fingerprint()));
  }

  @Test
  void tokenIsFetchedForTheFirstCallAndKeptForTheNext() {
    int before = tokensHandedOut();
    forgetTokens();

    Object first = call("direct:auth-token-attach", null).getVariable("auth.token");
    Object second = call("direct:auth-token-attach", null).getVariable("auth.token");

    assertThat(second).isEqualTo(first);
    assertThat(tokensHandedOut()).isEqualTo(before + 1);
  }
}
