package io.github.targetroutes.target;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.ImsFault;
import io.github.targetroutes.ops.FaultLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/** Packs operations into calls of {@code execute-batch} and unpacks what is answered (batch). */
public final class TargetBatch {

  private static final ObjectMapper JSON = new ObjectMapper();

  private long mostBytes = Long.MAX_VALUE;

  /**
   * Cuts the variable {@code target.operations}, a list of {@link BatchOperation}, into calls: the
   * body. None of them holds more operations than the quota lets out in a minute, unless they
   * depend on each other.
   *
   * @throws ConfigurationException where an operation can't be part of a batch, or of one call
   *     together with those that it depends on; nothing is sent then
   */
  public void cut(Exchange exchange, Operations operations, CallQuota quota) {
    List<?> wanted = exchange.getVariable("target.operations", List.class);
    if (wanted == null) {
      throw new ConfigurationException(
          "target-batch needs the variable target.operations, a list of operations");
    }
    List<BatchItem> items = new ArrayList<>(wanted.size());
    for (Object one : wanted) {
      items.add(new BatchItem(items.size(), (BatchOperation) one, operations));
    }
    int most = Math.min(BatchCuts.MOST, quota.atOnce());
    List<BatchCall> calls = new ArrayList<>();
    for (List<BatchItem> part : new BatchCuts(items, most, mostBytes).calls()) {
      calls.add(new BatchCall(items, part));
    }
    exchange.setVariable("target.batch", items);
    // Shared by the copies of the exchange that each call has.
    exchange.setVariable("target.batch-calls", new AtomicInteger());
    exchange.getMessage().setBody(calls.stream().filter(it -> !it.pending().isEmpty()).toList());
  }

  /**
   * Sets the body to a call for those operations of {@code target.batch-call} that are pending, and
   * {@code target.permits} to their number.
   */
  public void pack(Exchange exchange) throws IOException {
    BatchCall call = call(exchange);
    exchange.setVariable("target.permits", call.pending().size());
    exchange.setVariable("target.batch-answered", false);
    exchange.getVariable("target.batch-calls", AtomicInteger.class).incrementAndGet();
    exchange.getMessage().setBody(call.pack());
  }

  /**
   * Notes the outcomes that the body, Target's answer, holds. Sets {@code target.verdict}, {@code
   * target.wait} and {@code target.fault} by what has to be sent again, as for a call of its own.
   */
  public void unpack(Exchange exchange, TargetAnswer judge) throws IOException {
    try (InputStream answer = exchange.getMessage().getBody(InputStream.class)) {
      call(exchange).unpack(JSON.readTree(answer), judge);
    }
    answered(exchange);
  }

  /** Notes that Target refused the call as a whole, or that its answer was lost. */
  public void refused(Exchange exchange) {
    TargetFault fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, TargetFault.class);
    call(exchange).refuse(fault);
    answered(exchange);
  }

  private static void answered(Exchange exchange) {
    TargetFault fault = call(exchange).toRepeat();
    exchange.setVariable("target.batch-answered", true);
    exchange.setVariable("target.fault", fault);
    exchange.setVariable("target.wait", fault == null ? null : fault.retryAfter());
    exchange.setVariable("target.verdict", fault == null ? "OK" : fault.kind().name());
  }

  /** What is pending in {@code target.batch-call} is not sent again. */
  public void giveUp(Exchange exchange) {
    call(exchange).giveUp(caught(exchange));
  }

  /**
   * What is pending in any call is not sent, and what was done before stays known.
   *
   * @throws ConfigurationException where that is what keeps everything from being sent
   */
  public void stop(Exchange exchange) {
    TargetFault fault = caught(exchange);
    items(exchange).filter(BatchItem::isPending).forEach(item -> item.giveUp(fault));
  }

  /**
   * Sets the body to the outcomes of all operations, in their order, and {@code target.calls} to
   * the number of calls that were made for them.
   */
  public void outcomes(Exchange exchange) {
    exchange.setVariable(
        "target.calls", exchange.getVariable("target.batch-calls", AtomicInteger.class).get());
    exchange.getMessage().setBody(items(exchange).map(BatchItem::outcome).toList());
  }

  private static TargetFault caught(Exchange exchange) {
    Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    ConfigurationException wrong = ObjectHelper.getException(ConfigurationException.class, caught);
    if (wrong != null) {
      throw wrong;
    }
    TargetFault fault = ObjectHelper.getException(TargetFault.class, caught);
    return fault == null ? notSent(caught) : fault;
  }

  /** There was no token, or the program ends. */
  private static TargetFault notSent(Throwable caught) {
    ImsFault ims = ObjectHelper.getException(ImsFault.class, caught);
    boolean refused =
        ims != null
            && (ims.kind() == ImsFault.Kind.REFUSED || ims.kind() == ImsFault.Kind.CONVERTED);
    return new TargetFault(
        refused ? TargetFault.Kind.UNAUTHORIZED : TargetFault.Kind.UNAVAILABLE,
        "Not sent to Target: " + FaultLog.sentence(ims == null ? caught : ims),
        ims == null ? null : ims.retryAfter(),
        caught);
  }

  private static BatchCall call(Exchange exchange) {
    return exchange.getVariable("target.batch-call", BatchCall.class);
  }

  private static Stream<BatchItem> items(Exchange exchange) {
    List<?> items = exchange.getVariable("target.batch", List.class);
    return items.stream().map(BatchItem.class::cast);
  }

  /** Bytes of the operations of one call, unless they depend on each other. */
  public void setMostBytes(long mostBytes) {
    this.mostBytes = mostBytes;
  }
}
