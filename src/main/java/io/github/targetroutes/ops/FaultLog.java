package io.github.targetroutes.ops;

import io.github.targetroutes.target.TargetFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.impl.event.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the operator of every fault that no route could deal with: one sentence, said once. */
public final class FaultLog extends EventNotifierSupport implements CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  private ExitCode exitCode = new ExitCode();
  private CamelContext context;
  private Throwable lastTold;
  private volatile Exception last;

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

  /** One fault passes through several exchanges (the split's and the file's); it is told once. */
  private synchronized void tell(Exception fault) {
    if (fault == null || FaultSentence.root(fault) == lastTold) {
      return;
    }
    lastTold = FaultSentence.root(fault);
    if (isEndOfWait(lastTold)) {
      LOG.info("What waited for its next attempt stops here and goes on at the next start");
      return;
    }
    exitCode.note(fault);
    last = fault;
    // The log's pattern shows the stack trace where it is asked for.
    LOG.atLevel(ExitCode.of(fault) == 0 ? Level.WARN : Level.ERROR)
        .setCause(fault)
        .log(sentence(fault));
  }

  /**
   * Whoever waits, for the next attempt or for a token, while the program stops is woken with this.
   */
  private boolean isEndOfWait(Throwable fault) {
    boolean waited =
        fault instanceof RejectedExecutionException
            || fault instanceof CancellationException
            || fault instanceof TargetFault target && target.kind() == TargetFault.Kind.THROTTLED;
    return waited && context != null && (context.isStopping() || context.isStopped());
  }

  /** The fault that was told last; empty where there was none. */
  public Optional<Exception> last() {
    return Optional.ofNullable(last);
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

  /** What went wrong, where and what to do, in one sentence without secrets. */
  public static String sentence(Throwable fault) {
    return FaultSentence.of(fault);
  }

  /** Where it went wrong in the program, without secrets. */
  public static String stacktrace(Throwable fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    return SecretMask.mask(trace.toString());
  }
}
