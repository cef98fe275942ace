package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.routes.Wiretap;
import io.github.targetroutes.routes.Wiretap.Answer;
import io.github.targetroutes.routes.Wiretap.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code "sync-objects"} and failures of single operations, which the sandbox never has. */
class ObjectsRouteTest extends ObjectFlowTest {

  // Without initial values: they are set while the constructor of the superclass runs.
  private Wiretap target;
  private List<String> sent;
  private volatile ToIntFunction<String> statuses;

  @Override
  String flow() {
    return "offers";
  }

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    sent = new CopyOnWriteArrayList<>();
    target = Wiretap.answering(this::answer);
    settings.setProperty("adobe.target.admin-url", target.url());
  }

  @BeforeEach
  void forget() {
    sent.clear();
  }

  @AfterAll
  void close() {
    target.close();
  }

  /** Nothing is ever in its list, and each operation is answered by the name that it has. */
  private Answer answer(Request request) {
    ObjectNode answer = JSON.createObjectNode();
    if (request.method().equals("GET")) {
      answer.put("total", 0).putArray("offers");
      return Answer.json(answer.toString());
    }
    ArrayNode results = answer.putArray("results");
    for (JsonNode operation : operations(request)) {
      String name = operation.path("body").path("name").asText();
      sent.add(name);
      int status = statuses.applyAsInt(name);
      results
          .addObject()
          .put("skipped", false)
          .put("statusCode", status)
          .put("body", "{\"id\": 17, \"message\": \"so " + status + "\"}")
          .set("operationId", operation.path("operationId"));
    }
    return Answer.json(answer.toString());
  }

  private static JsonNode operations(Request request) {
    try {
      return JSON.readTree(request.body()).path("operations");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> offers(String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "{\"name\": \"%s%d\", \"content\": \"x\"}".formatted(prefix, i))
        .toList();
  }

  @Test
  void oneThatTargetFailsOnAgainAndAgainIsRejectedAndTheOthersGoOn() {
    statuses = name -> name.equals("f2") ? 500 : 201;
    JsonNode report = run("f.jsonl", offers("f", 4));

    assertThat(account(report)).containsExactly(4, 3, 1, 0);
    assertThat(rejects(report)).singleElement().asString().startsWith("2,,").contains("500");
    assertThat(sent).hasSize(6);
    assertThat(Collections.frequency(sent, "f2")).as("sync.state.attempts").isEqualTo(3);
  }

  @Test
  void oneThatMayNotBeDoneIsRejectedAndTheOthersGoOn() {
    statuses = name -> name.equals("m2") ? 403 : 201;
    JsonNode report = run("m.jsonl", offers("m", 4));

    assertThat(account(report)).containsExactly(4, 3, 1, 0);
    assertThat(sent).hasSize(4);
  }

  @Test
  void whereAllFailNoneIsRejectedAndTheRunGoesOnLater() {
    statuses = name -> sent.size() <= 4 ? 500 : 201;
    JsonNode report = run("a.jsonl", offers("a", 4));

    assertThat(account(report)).containsExactly(4, 4, 0, 0);
    assertThat(sent).hasSize(8);
    assertThat(log.complaints()).anyMatch(line -> line.contains("looks into Target"));
  }
}
