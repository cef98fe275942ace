package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.ImsFault;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends a batch for good: whatever it is, what was done before must stay known. */
class TargetBatchTest {

  private final TargetBatch batch = new TargetBatch();
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @BeforeEach
  void cut() {
    CallQuota quota = new CallQuota();
    quota.start();
    BatchOperation list = new BatchOperation("list-offers", null, null);
    exchange.setVariable("target.operations", List.of(list, list));
    batch.cut(exchange, BatchCutsTest.operations(), quota);
    BatchCall call = (BatchCall) exchange.getMessage().getBody(List.class).get(0);
    call.pending().get(0).done(200, null);
  }

  private List<?> stoppedBy(Exception cause) {
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT, new CamelExchangeException("split", exchange, cause));
    batch.stop(exchange);
    batch.outcomes(exchange);
    return exchange.getMessage().getBody(List.class);
  }

  private void assertStopped(Exception cause, TargetFault.Kind kind, String message) {
    assertThat(stoppedBy(cause))
        .satisfiesExactly(
            done -> assertThat(((BatchOutcome) done).isDone()).isTrue(),
            left -> {
              BatchOutcome outcome = (BatchOutcome) left;
              assertThat(outcome.skipped()).isTrue();
              assertThat(outcome.fault().kind()).isEqualTo(kind);
              assertThat(outcome.fault()).hasMessage(message);
            });
  }

  @Test
  void whenTheProgramEndsWhatIsLeftIsNotDone() {
    assertStopped(
        new RejectedExecutionException("stopping"),
        TargetFault.Kind.UNAVAILABLE,
        "Not sent to Target: RejectedExecutionException: stopping");
  }

  @Test
  void aCredentialThatImsRefusesIsTheOperatorsToMend() {
    assertStopped(
        new ImsFault(ImsFault.Kind.REFUSED, "IMS refused it"),
        TargetFault.Kind.UNAUTHORIZED,
        "Not sent to Target: IMS refused it");
  }

  @Test
  void wrongSettingsAreThrownBeforeAnythingIsSent() {
    assertThatThrownBy(
            () -> stoppedBy(new ConfigurationException("adobe.target.tenant is not set")))
        .isInstanceOf(ConfigurationException.class);
  }
}
