package io.github.targetroutes.error;

import io.github.targetroutes.ops.FaultLog;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often, and after what wait, a failed call is repeated. A wait that the server asks for goes
 * before the back-off; each wait is told to the operator before it begins.
 *
 * <p>It counts for itself. Camel keeps one count for all kinds of faults, in a header that stays
 * when the call succeeds and is lost when a route removes headers: a batch that was pending a
 * hundred times would have no attempt left when the network fails once, the next call of the same
 * exchange would begin with a count used up, and {@code target-call} would be repeated for ever.
 */
public final class Patience extends RedeliveryPolicy {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private static final String PROPERTY = "error.failed";

  /** How often a call is repeated, by the patience that its failures were met with. */
  private record Failed(String call, Map<Patience, Integer> times) {

    /** Not those that are not worth a line: a batch that is pending did not fail. */
    int told() {
      return times.entrySet().stream()
          .filter(entry -> entry.getKey().isLogRetryAttempted())
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  /** How often the call at hand has failed and was repeated. */
  static int failed(Exchange exchange) {
    return current(exchange).told();
  }

  /** The failures of another call in the same exchange are history. */
  private static Failed current(Exchange exchange) {
    String call = exchange.getVariable("target.method") + " " + exchange.getVariable("target.url");
    Failed failed = exchange.getProperty(PROPERTY, Failed.class);
    return failed != null && failed.call().equals(call) ? failed : new Failed(call, Map.of());
  }

  /**
   * Whether the call is repeated. Camel asks this once for each failure; the wait goes into a
   * header, where Camel looks for it next.
   */
  @Override
  public boolean shouldRedeliver(Exchange exchange, int camelsCount, Predicate retryWhile) {
    Failed before = current(exchange);
    int times = before.times().getOrDefault(this, 0) + 1;
    if (times > getMaximumRedeliveries()) {
      return false;
    }
    Map<Patience, Integer> now = new HashMap<>(before.times());
    now.put(this, times);
    exchange.setProperty(PROPERTY, new Failed(before.call(), Map.copyOf(now)));
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    long wait = wait(fault, times);
    exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait);
    if (isLogRetryAttempted()) {
      LOG.warn(
          "Attempt {} of {} failed, the next one follows in {}: {}",
          times,
          getMaximumRedeliveries() + 1,
          words(wait),
          FaultLog.sentence(fault));
    }
    return true;
  }

  /** In milliseconds. */
  private long wait(Throwable fault, int times) {
    if (fault instanceof AsksToWait asks && asks.retryAfter() != null) {
      return asks.retryAfter().toMillis();
    }
    return calculateRedeliveryDelay(waitBefore(times), times);
  }

  /** Without its jitter, and whatever a server asked for meanwhile. */
  private long waitBefore(int times) {
    if (times < 2) {
      return 0;
    }
    double wait = getRedeliveryDelay() * Math.pow(getBackOffMultiplier(), times - 2.0);
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
