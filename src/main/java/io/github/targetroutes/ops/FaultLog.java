package io.github.targetroutes.ops;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.impl.event.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.EventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of every fault that no route could deal with: one sentence, said once. An
 * endpoint whose {@code exceptionHandler} it is does not tell it a second time in Camel's words.
 */
public final class FaultLog extends EventNotifierSupport
    implements CamelContextAware, ExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  private ExitCode exitCode = new ExitCode();
  private CamelContext context;
  private Throwable lastTold;

  public FaultLog() {
    setIgnoreCamelContextEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreExchangeCreatedEvent(true);
    setIgnoreExchangeCompletedEvent(true);
    setIgnoreExchangeSentEvents(true);
    setIgnoreExchangeSendingEvents(true);
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeFailedEvent failed) {
      tell(failed.getExchange().getException());
    }
  }

  @Override
  public void handleException(Throwable fault) {
    tell(fault);
  }

  @Override
  public void handleException(String message, Throwable fault) {
    tell(fault);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable fault) {
    tell(fault);
  }

  /** One fault passes through several exchanges (the split's and the file's); it is told once. */
  private synchronized void tell(Throwable fault) {
    if (fault == null || root(fault) == lastTold) {
      return;
    }
    lastTold = root(fault);
    exitCode.note(fault);
    LOG.error(sentence(fault), LOG.isDebugEnabled() ? fault : null);
  }

  /** Begins to listen. */
  @Override
  public void setCamelContext(CamelContext context) {
    // The strategy sets the context again.
    if (this.context == null) {
      this.context = context;
      context.getManagementStrategy().addEventNotifier(this);
    }
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** Takes note of what was told. */
  public void setExitCode(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  /** What went wrong, as the first fault of ours in the chain of causes says it. */
  public static String sentence(Throwable fault) {
    Throwable root = root(fault);
    if (ours(root)) {
      return root.getMessage();
    }
    String message = root.getMessage() == null ? "" : ": " + root.getMessage();
    return root.getClass().getSimpleName() + message.replaceAll("\\s+", " ");
  }

  /** The first fault of ours in the chain of causes, or its end. */
  private static Throwable root(Throwable fault) {
    Throwable root = fault;
    while (!ours(root) && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean ours(Throwable fault) {
    return fault.getClass().getName().startsWith("io.github.targetroutes.");
  }
}
