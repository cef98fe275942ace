package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.ImsAnswer;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.auth.JwsDataFormat;
import io.github.targetroutes.auth.ServiceAccountClaims;
import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One context for all tests of a class; each test begins without a token and without faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AuthRoutesTest extends SandboxRoutesTest {

  protected LogLines log;
  private boolean started;

  /** The look at the token's age at start-up is the only one that comes by itself. */
  @Override
  protected void settings(Properties settings) {
    settings.setProperty("adobe.ims.refresh-period", "3600000");
  }

  @BeforeEach
  void forget() {
    if (!started) {
      await().until(() -> tokens().cached().isPresent());
      started = true;
    }
    forgetTokens();
    log = LogLines.listen();
  }

  @AfterEach
  void forgive() {
    sandbox.faults().clear();
    log.close();
  }

  protected ImsTokens tokens() {
    return bean("imsTokens", ImsTokens.class);
  }

  /** Fetches a token now, whatever came before. */
  protected AccessToken renew() {
    forgetTokens();
    return tokens().current();
  }

  protected void forgetTokens() {
    tokens().stop();
    tokens().start();
  }

  /** Why there is no token now, which the log says once. */
  protected String refusal() {
    forgetTokens();
    log.forget();
    Throwable fault = call("direct:auth-token-attach", null).getException();
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).doesNotContain("\n");
    assertThat(log.at(Level.ERROR)).containsExactly(fault.getMessage());
    return ExitCode.of(fault) + " " + fault.getMessage();
  }

  protected void runBy(Clock clock) {
    bean("imsAnswer", ImsAnswer.class).setClock(clock);
    bean("serviceAccountClaims", ServiceAccountClaims.class).setClock(clock);
    bean("jws", JwsDataFormat.class).setClock(clock);
    tokens().setClock(clock);
    forgetTokens();
  }

  /** How many tokens IMS has handed out so far. */
  protected int tokensHandedOut() {
    return state().path("tokens").path("issued").asInt();
  }

  /** How often the first fault struck: each time, IMS was asked. */
  protected int struck() {
    return sandbox.faults().list().get(0).struck();
  }

  protected int exitCode() {
    return bean("exitCode", ExitCode.class).value();
  }

  protected <T> T bean(String name, Class<T> type) {
    return context.getRegistry().lookupByNameAndType(name, type);
  }

  private JsonNode state() {
    try {
      return new ObjectMapper().readTree(URI.create(sandbox.url() + "/sandbox/state").toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
