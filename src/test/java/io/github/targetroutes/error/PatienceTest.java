package io.github.targetroutes.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.auth.ImsFault;
import io.github.targetroutes.routes.LogLines;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

  private final Patience patience = new Patience();

  PatienceTest() {
    patience.setMaximumRedeliveries(4);
    patience.setRedeliveryDelay(500);
    patience.setMaximumRedeliveryDelay(3000);
    patience.setUseExponentialBackOff(true);
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 3000"})
  void waitDoublesUpToItsCeiling(int failed, long wait) {
    assertThat(wait(failed, null)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"PT42S, 42000", "PT0S, 0"})
  void waitThatTheServerAsksForGoesBeforeTheBackOff(Duration asked, long wait) {
    assertThat(wait(1, asked)).isEqualTo(wait);
  }

  @Test
  void jitterStaysWithinAQuarter() {
    patience.setUseCollisionAvoidance(true);
    patience.setCollisionAvoidanceFactor(0.25);

    for (int i = 0; i < 200; i++) {
      assertThat(wait(2, null)).isBetween(750L, 1250L);
    }
  }

  @Test
  void nothingIsSaidOrWaitedForAfterTheLastAttempt() {
    try (LogLines log = LogLines.listen()) {
      assertThat(wait(5, Duration.ofSeconds(9))).isNull();
      assertThat(log.at(Level.WARN)).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0.2S, 200 ms", "PT2.54S, 2.5 s", "PT42S, 42 s"})
  void operatorIsToldTheAttemptTheReasonAndTheWait(Duration asked, String words) {
    try (LogLines log = LogLines.listen()) {
      wait(2, asked);

      assertThat(log.at(Level.WARN))
          .last()
          .isEqualTo("Attempt 2 of 5 failed, the next one follows in " + words + ": IMS is away");
    }
  }

  @Test
  void anotherCallOfTheSameExchangeBeginsAnew() {
    Exchange exchange = failed(null);
    exchange.setVariable("target.url", "one");
    for (int i = 0; i < 4; i++) {
      assertThat(patience.shouldRedeliver(exchange, 1, null)).isTrue();
    }
    assertThat(patience.shouldRedeliver(exchange, 1, null)).isFalse();

    exchange.setVariable("target.url", "two");

    assertThat(patience.shouldRedeliver(exchange, 1, null)).isTrue();
  }

  /** After so many failures in a row; null where it is not repeated. */
  private Long wait(int failed, Duration asked) {
    Exchange exchange = failed(asked);
    boolean repeated = false;
    for (int i = 0; i < failed; i++) {
      exchange.getMessage().removeHeaders("*");
      repeated = patience.shouldRedeliver(exchange, 1, null);
    }
    return repeated ? exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class) : null;
  }

  private static Exchange failed(Duration asked) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT,
        new ImsFault(ImsFault.Kind.UNAVAILABLE, "IMS is away", asked, null));
    return exchange;
  }
}
