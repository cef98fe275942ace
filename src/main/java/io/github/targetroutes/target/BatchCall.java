package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The operations that go to Target in one call of {@code execute-batch}, and again as long as some
 * of them are pending (batch).
 */
final class BatchCall {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<TargetFault.Kind> MOST_URGENT_FIRST =
      List.of(
          TargetFault.Kind.UNAUTHORIZED, TargetFault.Kind.THROTTLED, TargetFault.Kind.UNAVAILABLE);

  private final List<BatchItem> all;
  private final List<BatchItem> items;
  private List<BatchItem> sent = List.of();

  /**
   * @param all operations of the whole list
   * @param items those of this call
   */
  BatchCall(List<BatchItem> all, List<BatchItem> items) {
    this.all = all;
    this.items = items;
    settle(Set.of());
  }

  List<BatchItem> pending() {
    return items.stream().filter(BatchItem::isPending).toList();
  }

  /** The body of a call for what is pending; each operation's number is its place in it. */
  byte[] pack() throws IOException {
    sent = pending();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("operations");
      for (BatchItem item : sent) {
        item.send();
        write(item, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void write(BatchItem item, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("operationId", sent.indexOf(item));
    json.writeArrayFieldStart("dependsOnOperationIds");
    for (int other : item.dependsOn()) {
      if (all.get(other).isPending()) {
        json.writeNumber(number(other));
      }
    }
    json.writeEndArray();
    json.writeStringField("method", item.operation().method());
    json.writeStringField("relativeUrl", resolved(item.url()));
    json.writeArrayFieldStart("headers");
    if (item.body() != null) {
      json.writeStartObject();
      json.writeStringField("name", "Content-Type");
      json.writeStringField("value", "application/json");
      json.writeEndObject();
    }
    json.writeEndArray();
    if (item.body() != null) {
      json.writeFieldName("body");
      json.writeRawValue(resolved(item.body()));
    }
    json.writeEndObject();
  }

  private String resolved(String text) {
    return BatchReferences.resolved(text, operation -> all.get(operation).id(), this::number);
  }

  private int number(int operation) {
    return sent.indexOf(all.get(operation));
  }

  /** Notes what Target answered to what was packed last, in whatever order. */
  void unpack(JsonNode answer, TargetAnswer judge) throws IOException {
    Set<BatchItem> skipped = new HashSet<>();
    Set<BatchItem> lost = new HashSet<>(sent);
    for (JsonNode result : answer.path("results")) {
      int number = result.path("operationId").asInt(-1);
      BatchItem item = number >= 0 && number < sent.size() ? sent.get(number) : null;
      if (item == null || !lost.contains(item)) {
        continue;
      }
      if (result.path("skipped").asBoolean()) {
        skipped.add(item);
        lost.remove(item);
      } else if (result.path("statusCode").asInt() > 0) {
        note(item, result, judge);
        lost.remove(item);
      }
    }
    for (BatchItem item : lost) {
      lose(
          item,
          TargetFault.unknown(
              "Target's answer to a batch has no result for its operation "
                  + item.operation().name()
                  + ". ",
              null));
    }
    settle(skipped);
  }

  private static void note(BatchItem item, JsonNode result, TargetAnswer judge) throws IOException {
    int status = result.path("statusCode").asInt();
    String text = text(result.path("body"));
    if (status / 100 == 2) {
      item.done(status, node(text));
      return;
    }
    TargetFault fault =
        judge.fault(
            item.operation(),
            status,
            text.getBytes(StandardCharsets.UTF_8),
            name -> header(result, name));
    if (MOST_URGENT_FIRST.contains(fault.kind())) {
      item.again(status, fault);
    } else {
      item.fail(status, node(text), fault);
    }
  }

  /** Adobe's file says that it is JSON in a string, its sample has an object. */
  private static String text(JsonNode body) {
    if (body.isMissingNode() || body.isNull()) {
      return "";
    }
    return body.isTextual() ? body.textValue() : body.toString();
  }

  private static JsonNode node(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return TextNode.valueOf(text);
    }
  }

  private static String header(JsonNode result, String name) {
    for (JsonNode header : result.path("headers")) {
      if (name.equalsIgnoreCase(header.path("name").asText())) {
        return header.path("value").asText();
      }
    }
    return null;
  }

  /** Notes that Target refused the call as a whole, or that its answer was lost. */
  void refuse(TargetFault fault) {
    for (BatchItem item : sent) {
      if (fault.isUnknown()) {
        lose(item, fault);
      } else {
        item.skip(fault);
      }
    }
    settle(Set.of());
  }

  private static void lose(BatchItem item, TargetFault unknown) {
    if (item.operation().repeatable()) {
      item.again(0, unknown.forRepeatable());
    } else {
      item.fail(0, unknown);
    }
  }

  /** What depends on what failed for good has its outcome too. */
  private void settle(Set<BatchItem> skipped) {
    for (BatchItem item : pending()) {
      List<BatchItem> before = item.dependsOn().stream().map(all::get).toList();
      BatchItem failed =
          before.stream().filter(one -> !one.isPending() && !one.isDone()).findFirst().orElse(null);
      if (failed != null) {
        item.skip(
            TargetFault.notSent(
                item.operation().name()
                    + " depends on operation "
                    + failed.index()
                    + " of the batch ("
                    + failed.operation().name()
                    + "), which failed"));
      } else if (item.references().stream().map(all::get).anyMatch(BatchCall::hasNoId)) {
        item.fail(
            0,
            TargetFault.notSent(
                item.operation().name()
                    + " refers to an operation that was answered without an id"));
      } else if (skipped.contains(item) && before.stream().allMatch(BatchItem::isDone)) {
        item.skip(
            TargetFault.notSent("Target skipped " + item.operation().name() + " without a reason"));
      }
    }
  }

  private static boolean hasNoId(BatchItem item) {
    return item.isDone() && item.id() == null;
  }

  /** Why what is pending is sent again; null where nothing is. */
  TargetFault toRepeat() {
    List<TargetFault> faults =
        pending().stream().map(BatchItem::lastFault).filter(Objects::nonNull).toList();
    TargetFault first =
        faults.stream()
            .min(Comparator.comparing(fault -> MOST_URGENT_FIRST.indexOf(fault.kind())))
            .orElse(null);
    if (first == null) {
      return null;
    }
    Duration wait =
        faults.stream()
            .map(TargetFault::retryAfter)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new TargetFault(
        first.kind(),
        "%d of %d operations of a batch are to be sent again; of the first of them: %s"
            .formatted(pending().size(), items.size(), first.getMessage()),
        wait,
        first);
  }

  /** What is pending after an answer is not sent again: it failed, or waited for what failed. */
  void giveUp(TargetFault fault) {
    for (BatchItem item : pending()) {
      if (item.lastFault() == null) {
        item.skip(fault);
      } else {
        item.giveUp(fault);
      }
    }
  }
}
