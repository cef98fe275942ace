package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.MutableClock;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A profile token whose end is near. */
class ProfileTokenRenewalRouteTest extends ProfileTokenTest {

  private static final int WAITERS = 64;

  // Without an initial value: it is set while the constructor of the superclass runs.
  private MutableClock clock;

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    super.sandbox(options);
    clock = new MutableClock(Instant.now().toString());
    options.clock(clock);
  }

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    // A JWT that is signed today would have ended long ago.
    settings.setProperty("adobe.ims.grant", "oauth");
  }

  /** There is one with six days left. */
  @BeforeEach
  void makeAnOldToken() {
    admin("create-authentication-token");
    clock.advance(Duration.ofDays(84));
    call("direct:patient", null, "target.operation", "list-offers");
    assertThat(made()).isEqualTo(1);
  }

  @Test
  void sixtyFourWaitersHaveItRenewedOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WAITERS);
    try {
      List<Callable<Exchange>> calls =
          Stream.generate(() -> (Callable<Exchange>) () -> update("direct:target-call"))
              .limit(WAITERS)
              .toList();
      for (Future<Exchange> call : threads.invokeAll(calls)) {
        assertDone(call.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(asked()).isEqualTo(1);
    assertThat(made()).isEqualTo(2);
  }

  @Test
  void whereNoNewOneCanBeMadeTheOldOneServes() {
    sandbox.faults().add(Fault.status(403).on("POST", "/acme/target/authentication").forever());
    try (LogLines log = LogLines.listen()) {
      assertDone(update("direct:target-call"));
      assertDone(update("direct:target-call"));
      assertThat(log.complaints()).hasSize(2);
      assertThat(log.complaints().get(1))
          .startsWith("WARN No new profile token, the old one serves until 20")
          .contains("Target answered 403 to create-authentication-token");
    }
    assertThat(asked()).isEqualTo(1);
  }
}
