package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code auth-token-validate} and {@code auth-token-revoke}: what IMS says to a token. */
class TokenValidateRouteTest extends AuthRoutesTest {

  private static final String VALIDATE = "direct:auth-token-validate";
  private static final String REVOKE = "direct:auth-token-revoke";

  @Test
  void freshTokenIsValidUntilItIsRevoked() {
    String token = renew().value();

    assertThat(validity(token)).isTrue();
    assertThat(call(REVOKE, token).getException()).isNull();
    assertThat(validity(token)).isFalse();
  }

  @Test
  void whatIsNoTokenIsNotValid() {
    assertThat(validity("x&y=+ %")).isFalse();
  }

  @Test
  void noTokenStaysInTheHeadersOrInTheAnswer() {
    String token = renew().value();

    for (String route : new String[] {VALIDATE, REVOKE}) {
      Exchange exchange = call(route, token);
      assertThat(exchange.getMessage().getHeaders()).isEmpty();
      assertThat(String.valueOf(exchange.getMessage().getBody())).doesNotContain(token);
    }
  }

  @ParameterizedTest
  @CsvSource({
    VALIDATE + ", 500, 4 IMS answered 500",
    REVOKE + ", 503, 4 IMS answered 503",
    VALIDATE + ", 429, 4 IMS answered 429",
    REVOKE + ", 400, 3 IMS answered 400"
  })
  void refusalIsToldInImsOwnWordsAndAskedForOnce(String route, int status, String words) {
    String token = renew().value();
    sandbox.faults().add(Fault.status(status).on("POST", "/ims/").forever());

    Throwable fault = call(route, token).getException();

    assertThat(ExitCode.of(fault) + " " + fault.getMessage())
        .startsWith(words)
        .contains("x-debug-id");
    assertThat(struck()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({VALIDATE, REVOKE})
  void droppedConnectionIsAnOutage(String route) {
    String token = renew().value();
    sandbox.faults().add(Fault.reset().on("POST", "/ims/").forever());

    Throwable fault = call(route, token).getException();

    assertThat(ExitCode.of(fault)).isEqualTo(4);
    assertThat(fault).hasMessageStartingWith("IMS at " + sandbox.url() + " gave no answer");
  }

  private boolean validity(String token) {
    return call(VALIDATE, token).getMessage().getBody(Boolean.class);
  }
}
