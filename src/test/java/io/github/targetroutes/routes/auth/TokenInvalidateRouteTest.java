package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** {@code auth-token-invalidate}: only the very token that was refused is given up. */
class TokenInvalidateRouteTest extends AuthRoutesTest {

  @Test
  void refusedTokenIsGivenUpAndItsSuccessorStays() {
    Exchange refused = call("direct:auth-token-attach", null);
    template.send("direct:auth-token-invalidate", refused);
    assertThat(tokens().cached()).isEmpty();

    AccessToken next = tokens().current();
    template.send("direct:auth-token-invalidate", refused);

    assertThat(next.fingerprint()).isNotEqualTo(refused.getVariable("auth.token"));
    assertThat(tokens().cached()).contains(next);
  }

  @Test
  void callWithoutATokenGivesUpNone() {
    AccessToken token = renew();

    call("direct:auth-token-invalidate", null);

    assertThat(tokens().cached()).contains(token);
  }

  @Test
  void revokedTokenCostsOneExchange() {
    renew();
    int before = tokensHandedOut();
    sandbox.faults().add(Fault.revoked());

    Exchange refused = call("direct:target-call", null, "target.operation", "list-audiences");
    Exchange repeated = call("direct:target-call", null, "target.operation", "list-audiences");

    assertThat(refused.getException()).hasMessageContaining("401");
    assertThat(repeated.getException()).isNull();
    assertThat(tokensHandedOut()).isEqualTo(before + 1);
  }
}
