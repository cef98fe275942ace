package io.github.targetroutes.error;

import io.github.targetroutes.ops.FaultLog;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often, and after what wait, a failed call is repeated. A wait that the server asks for goes
 * before the back-off; each wait is told to the operator before it begins.
 *
 * <p>One bean is both: {@code redeliveryPolicyRef} and {@code onExceptionOccurredRef} ({@code
 * onRedeliveryRef} comes after the wait). A policy that repeats nothing needs it as well, because
 * Camel else keeps to the {@code onExceptionOccurredRef} of the attempt before.
 */
public final class Patience extends RedeliveryPolicy implements Processor {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  /** Decides on the wait before the next attempt, if there is one, and tells it. */
  @Override
  public void process(Exchange exchange) {
    exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    int failed = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
    if (!shouldRedeliver(exchange, failed, null)) {
      return;
    }
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    long wait = wait(fault, failed);
    exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait);
    LOG.warn(
        "Attempt {} of {} failed, the next one follows in {}: {}",
        failed,
        getMaximumRedeliveries() + 1,
        words(wait),
        FaultLog.sentence(fault));
  }

  /** In milliseconds; 0 would make Camel fall back on the wait before. */
  private long wait(Throwable fault, int failed) {
    if (fault instanceof AsksToWait asks && asks.retryAfter() != null) {
      return Math.max(1, asks.retryAfter().toMillis());
    }
    return calculateRedeliveryDelay(waitBefore(failed), failed);
  }

  /** Without its jitter, and whatever a server asked for meanwhile. */
  private long waitBefore(int failed) {
    if (failed < 2) {
      return 0;
    }
    double wait = getRedeliveryDelay() * Math.pow(getBackOffMultiplier(), failed - 2.0);
    return isUseExponentialBackOff()
        ? (long) Math.min(wait, getMaximumRedeliveryDelay())
        : getRedeliveryDelay();
  }

  private static String words(long millis) {
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis < 10_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : millis / 1000 + " s";
  }
}
