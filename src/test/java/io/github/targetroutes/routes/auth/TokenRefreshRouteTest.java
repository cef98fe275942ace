package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.routes.SandboxRoutesTest;
import org.junit.jupiter.api.Test;

/** {@code auth-token-refresh}: a token is ready before anybody asks. */
class TokenRefreshRouteTest extends SandboxRoutesTest {

  @Test
  void tokenIsReadyAtStartUpBeforeAnybodyAsksForIt() {
    ImsTokens tokens = context.getRegistry().lookupByNameAndType("imsTokens", ImsTokens.class);

    await().until(() -> tokens.cached().isPresent());
    assertThat(tokens.current()).isSameAs(tokens.cached().orElseThrow());
  }
}
