package io.github.targetroutes.routes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.MutableClock;
import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code auth-token-refresh}: a token is ready before anybody asks, and is fetched only once. */
class TokenRefreshRouteTest extends AuthRoutesTest {

  private static final MutableClock CLOCK = new MutableClock(Instant.now().toString());
  private static final Duration LIFE = Duration.ofHours(24);

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("adobe.ims.refresh-period", "200");
    settings.setProperty("adobe.ims.pause-after-failure", "1h");
    settings.setProperty("error.auth.retries", "2");
  }

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    options.clock(CLOCK).tokenLifetime(LIFE);
  }

  @BeforeEach
  void moveClockByHand() {
    runBy(CLOCK);
    await().until(() -> tokens().cached().isPresent());
    // The timer may have been at an exchange that the change of clocks cut off.
    log.forget();
  }

  @Test
  void tokenIsReadyBeforeAnybodyAsksForIt() {
    AccessToken ready = tokens().cached().orElseThrow();

    assertThat(context.getRouteController().getRouteStatus("auth-token-refresh").isStarted())
        .isTrue();
    assertThat(call("direct:auth-token-attach", null).getVariable("auth.token"))
        .isEqualTo(ready.fingerprint());
  }

  @Test
  void staleTokenIsRenewedAsideBeforeItEnds() {
    AccessToken first = tokens().cached().orElseThrow();
    CLOCK.advance(LIFE.minusMinutes(9));

    await().until(() -> tokens().cached().filter(token -> !token.equals(first)).isPresent());
    assertThat(first.expiresAt()).isAfter(CLOCK.instant());
  }

  @Test
  void manyWhoAskAcrossAnExpiryShareOneExchange() throws Exception {
    int before = tokensHandedOut();
    sandbox.faults().add(Fault.latency(Duration.ofMillis(300)).on("POST", "/ims/"));
    CLOCK.advance(LIFE);

    List<Exchange> calls =
        together(64, () -> call("direct:target-call", null, "target.operation", "list-audiences"));

    assertThat(calls).allSatisfy(call -> assertThat(call.getException()).isNull());
    assertThat(tokensHandedOut()).isEqualTo(before + 1);
  }

  @Test
  void outageIsNotFeltWhileTheTokenLives() throws Exception {
    AccessToken token = tokens().cached().orElseThrow();
    sandbox.faults().add(Fault.status(503).on("POST", "/ims/").forever());
    CLOCK.advance(LIFE.minusMinutes(9));

    List<Exchange> calls = together(20, () -> call("direct:auth-token-attach", null));
    await().untilAsserted(() -> assertThat(log.at(Level.WARN)).hasSize(3));

    assertThat(calls)
        .allSatisfy(
            call -> assertThat(call.getVariable("auth.token")).isEqualTo(token.fingerprint()));
    assertThat(log.at(Level.WARN))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Attempt 1 of 3 failed, the next one follows in "),
            line -> assertThat(line).startsWith("Attempt 2 of 3 failed, the next one follows in "),
            line ->
                assertThat(line)
                    .startsWith("The token is good until " + token.expiresAt())
                    .contains("IMS answered 503"));
    assertThat(log.at(Level.ERROR)).isEmpty();
    assertThat(exitCode()).isZero();
    assertThat(struck()).isEqualTo(3);
  }

  @Test
  void failureIsToldOnceForAllWhoWaited() throws Exception {
    sandbox.faults().add(Fault.status(401).on("POST", "/ims/").forever());
    CLOCK.advance(LIFE);

    List<Exchange> calls = together(16, () -> call("direct:auth-token-attach", null));

    assertThat(calls)
        .allSatisfy(call -> assertThat(call.getException()).hasMessageContaining("401"));
    assertThat(log.at(Level.ERROR)).singleElement().asString().startsWith("IMS answered 401");
    assertThat(log.at(Level.WARN)).isEmpty();
    assertThat(struck()).isEqualTo(1);
  }

  /** All at once, each on a thread of its own. */
  private static List<Exchange> together(int threads, Callable<Exchange> work) throws Exception {
    CountDownLatch ready = new CountDownLatch(threads);
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Exchange>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        calls.add(
            callers.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return work.call();
                }));
      }
      List<Exchange> done = new ArrayList<>();
      for (Future<Exchange> call : calls) {
        done.add(call.get());
      }
      return done;
    } finally {
      callers.shutdownNow();
    }
  }
}
