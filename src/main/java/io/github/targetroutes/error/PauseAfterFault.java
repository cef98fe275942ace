package io.github.targetroutes.error;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a fault that stopped a run, its route takes nothing in for a while, and then goes on: the
 * same input comes first again. One policy serves many routes. (Camel's own
 * ThrottlingExceptionRoutePolicy serves one, outlives its context, and stays open for ever when the
 * clock is set back.)
 */
public final class PauseAfterFault extends RoutePolicySupport implements CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(PauseAfterFault.class);

  private CamelContext context;
  private Duration pause = Duration.ofMinutes(5);

  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    if (exchange.getException() == null) {
      return;
    }
    try {
      suspendOrStopConsumer(route.getConsumer());
      // On a daemon thread of the JDK's, which keeps nobody from stopping.
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> resume(route));
      LOG.info(
          "{} goes on after {} s, or at the next start",
          route.getId(),
          Math.max(1, pause.toSeconds()));
    } catch (Exception e) {
      handleException(e);
    }
  }

  private void resume(Route route) {
    try {
      if (context.isStarted()) {
        resumeOrStartConsumer(route.getConsumer());
      }
    } catch (Exception e) {
      handleException(e);
    }
  }

  /** How long, in milliseconds. */
  public void setPause(long pause) {
    this.pause = Duration.ofMillis(pause);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
