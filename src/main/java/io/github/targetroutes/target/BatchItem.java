package io.github.targetroutes.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.targetroutes.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One operation of a batch on its way to its outcome. */
final class BatchItem {

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

  private final int index;
  private final Operation operation;
  private final String url;
  private final String body;
  private final List<Integer> dependsOn;
  private BatchOutcome outcome;
  private TargetFault lastFault;
  private int lastStatus;
  private boolean tried;

  /**
   * An operation that was not sent yet, or can't be.
   *
   * @param index its place in the list of operations
   * @throws ConfigurationException where no batch can hold it
   */
  BatchItem(int index, BatchOperation wanted, Operations operations) {
    this.index = index;
    this.operation = operations.operation(wanted.operation());
    this.dependsOn = wanted.dependsOn();
    requireBatchable();
    requireEarlier();
    this.body = body(wanted.body());
    String path = "";
    try {
      path = operations.path(operation, wanted.path(), wanted.query(), null);
    } catch (TargetFault notSent) {
      outcome = BatchOutcome.failed(index, 0, MissingNode.getInstance(), notSent);
    }
    this.url = "/v" + operation.version() + BatchReferences.inUrl(path);
    requireKnownReferences();
  }

  /** Null where the operation has none. */
  private String body(JsonNode wanted) {
    boolean none = wanted == null || wanted.isMissingNode();
    if (!WITH_BODY.contains(operation.method())) {
      if (!none) {
        throw new ConfigurationException(
            "Operation " + operation.name() + " takes no body in a batch: only POST and PUT do");
      }
      return null;
    }
    return none ? "{}" : wanted.toString();
  }

  private void requireBatchable() {
    boolean patch = operation.method().equals("PATCH");
    if (operation.host() != Operation.Host.ADMIN || operation.version() == 0 || patch) {
      throw new ConfigurationException(
          "Operation "
              + operation.name()
              + " can't be part of a batch: "
              + (patch
                  ? "its PATCH would go without a body"
                  : "only those of the Admin API that have a version can"));
    }
  }

  private void requireEarlier() {
    for (int other : dependsOn) {
      if (other < 0 || other >= index) {
        throw new ConfigurationException(
            "Operation "
                + index
                + " of the batch depends on "
                + other
                + ", which does not come before it");
      }
    }
  }

  /** DANGER: Target would replace a reference that came along with somebody's data. */
  private void requireKnownReferences() {
    Set<Integer> unknown = references();
    dependsOn.forEach(unknown::remove);
    if (isPending() && !unknown.isEmpty()) {
      fail(
          0,
          TargetFault.notSent(
              operation.name()
                  + " refers to operation "
                  + unknown.iterator().next()
                  + " of the batch, but does not depend on it"));
    }
  }

  Set<Integer> references() {
    Set<Integer> references = new TreeSet<>(BatchReferences.in(url));
    if (body != null) {
      references.addAll(BatchReferences.in(body));
    }
    return references;
  }

  int index() {
    return index;
  }

  Operation operation() {
    return operation;
  }

  /** With its version; references are places in the list. */
  String url() {
    return url;
  }

  /** As JSON text; null where there is none. */
  String body() {
    return body;
  }

  long bytes() {
    return url.length() + (body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length);
  }

  List<Integer> dependsOn() {
    return dependsOn;
  }

  /** Null while it is pending. */
  BatchOutcome outcome() {
    return outcome;
  }

  boolean isPending() {
    return outcome == null;
  }

  boolean isDone() {
    return outcome != null && outcome.isDone();
  }

  /** The id that it was answered with; null where there is none. */
  Long id() {
    JsonNode id = isDone() ? outcome.body().path("id") : MissingNode.getInstance();
    return id.isIntegralNumber() ? Long.valueOf(id.longValue()) : null;
  }

  void send() {
    tried = true;
    lastFault = null;
    lastStatus = 0;
  }

  void done(int status, JsonNode answer) {
    outcome = BatchOutcome.done(index, status, answer);
  }

  /** It failed and is sent again. */
  void again(int status, TargetFault fault) {
    lastStatus = status;
    lastFault = fault;
  }

  /** It failed for good. */
  void fail(int status, TargetFault fault) {
    fail(status, MissingNode.getInstance(), fault);
  }

  void fail(int status, JsonNode answer, TargetFault fault) {
    outcome = BatchOutcome.failed(index, status, answer, fault);
  }

  /** It was not tried, because others failed before it. */
  void skip(TargetFault fault) {
    outcome = BatchOutcome.skipped(index, fault);
  }

  /** The fault of the last attempt, after which it is sent again; null where it had none. */
  TargetFault lastFault() {
    return lastFault;
  }

  /**
   * It is not sent again.
   *
   * @param fault why, where it had none of its own
   */
  void giveUp(TargetFault fault) {
    if (lastFault != null) {
      fail(lastStatus, lastFault);
    } else if (tried) {
      fail(0, fault);
    } else {
      skip(fault);
    }
  }
}
