package io.github.targetroutes.error;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes Camel wait as long as the server asked, in place of the back-off that would be next. Goes
 * into {@code onExceptionOccurredRef}: {@code onRedeliveryRef} comes after the wait.
 */
public final class RetryAfterDelay implements Processor {

  @Override
  public void process(Exchange exchange) {
    exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (fault instanceof AsksToWait asks && asks.retryAfter() != null) {
      exchange
          .getMessage()
          .setHeader(Exchange.REDELIVERY_DELAY, Math.max(1, asks.retryAfter().toMillis()));
    }
  }
}
