package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code "sync-offers"} by {@code "sync-objects"}: content becomes offers, and none comes twice.
 */
class OffersRouteTest extends ObjectFlowTest {

  @Override
  String flow() {
    return "offers";
  }

  private static String offer(String name, String content) {
    return "{\"name\": \"%s\", \"content\": \"<p>%s</p>\"}".formatted(name, content);
  }

  private static List<String> offers(String prefix, int from, int to) {
    return new ArrayList<>(
        IntStream.rangeClosed(from, to).mapToObj(i -> offer(prefix + i, "text " + i)).toList());
  }

  private int writes() {
    return Stream.of("offers", "json-offers")
        .flatMap(kind -> Stream.of(kind + ".create", kind + ".update", kind + ".delete"))
        .mapToInt(view()::calls)
        .sum();
  }

  @Test
  void threeHundredGoOutInTwoCallsAndTheSameAgainInNone() {
    run("first-of-all.jsonl", offers("t0-", 1, 1));
    int calls = view().calls("batch");
    JsonNode first = run("t1.jsonl", offers("t", 1, 300));

    assertThat(account(first)).containsExactly(300, 300, 0, 0);
    assertThat(view().calls("batch") - calls).as("256 and 44").isEqualTo(2);
    assertThat(first.path("calls").asInt()).isEqualTo(2);
    assertThat(things("name", "t")).hasSizeGreaterThanOrEqualTo(300);

    int writes = writes();
    JsonNode second = run("t2.jsonl", offers("t", 1, 300));
    assertThat(account(second)).containsExactly(300, 0, 0, 300);
    assertThat(writes()).isEqualTo(writes);

    List<String> changed = offers("t", 1, 299);
    changed.add(offer("t300", "new"));
    assertThat(account(run("t3.jsonl", changed))).containsExactly(300, 1, 0, 299);
    assertThat(writes()).as("one has changed").isEqualTo(writes + 1);
    assertThat(things("name", "t300"))
        .extracting(offer -> offer.path("content").asText())
        .containsExactly("<p>new</p>");
  }

  @Test
  void whatIsGoneIsDeletedOnceAndWhatWasNeverThereNotAtAll() {
    run("d1.jsonl", offers("d", 1, 12));
    List<String> gone =
        List.of("{\"name\": \"d1\", \"gone\": true}", "{\"name\": \"d-none\", \"gone\": true}");

    assertThat(account(run("d2.jsonl", gone))).containsExactly(2, 1, 0, 1);
    assertThat(things("name", "d")).hasSize(11);
    int writes = writes();
    assertThat(account(run("d3.jsonl", gone))).containsExactly(2, 0, 0, 2);
    assertThat(writes()).isEqualTo(writes);
  }

  /** No batch can hold its content: Target would put an id in place of a part of it. */
  @Test
  void onePoisonedInTheMiddleFailsAlone() {
    List<String> lines = offers("p", 1, 9);
    lines.add(4, "{\"name\": \"p-bad\", \"content\": \"x {operationIdResponse:3} y\"}");
    JsonNode report = run("p.jsonl", lines);

    assertThat(account(report)).containsExactly(10, 9, 1, 0);
    assertThat(things("name", "p")).hasSize(9);
    assertThat(rejects(report)).singleElement().asString().startsWith("5,,").contains("p-bad");
  }

  @Test
  void aTextIsContentAndAnythingElseIsJson() {
    JsonNode report =
        run(
            "k.jsonl",
            List.of(
                offer("k1", "text"),
                "{\"name\": \"k2\", \"content\": {\"price\": 1.10, \"big\": 12345678901234567890}}",
                "{\"name\": \"k3\", \"type\": \"json\", \"content\": \"a text\"}"));

    assertThat(account(report)).containsExactly(3, 3, 0, 0);
    assertThat(things("name", "k"))
        .extracting(offer -> offer.path("type").asText())
        .containsExactly("content", "json", "json");
    assertThat(things("name", "k2").get(0).path("content").path("big").bigIntegerValue())
        .isEqualTo("12345678901234567890");

    JsonNode turned = run("k4.jsonl", List.of("{\"name\": \"k1\", \"content\": [1]}"));
    assertThat(account(turned)).containsExactly(1, 0, 1, 0);
    assertThat(rejects(turned)).singleElement().asString().contains("of the type content");
  }

  @Test
  void whatTargetWouldRefuseIsRejectedBefore() {
    JsonNode report =
        run(
            "r.jsonl",
            List.of(
                offer("r1", "fine"),
                offer("r".repeat(251), "long name"),
                "{\"name\": \"r3\"}",
                "{\"name\": \"r4\", \"type\": \"recs\", \"content\": \"x\"}",
                "{\"name\": \"r5\", \"type\": \"content\", \"content\": {}}",
                offer("r6", "x".repeat(1024 * 1024))));

    assertThat(account(report)).containsExactly(6, 1, 5, 0);
    assertThat(rejects(report))
        .extracting(line -> line.split(",")[1])
        .containsExactly("name", "content", "type", "content", "content");
  }

  @Test
  void aLostLedgerIsBuiltAnewFromAListing() {
    run("l1.jsonl", offers("l", 1, 5));
    loseLedger();
    JsonNode report = run("l2.jsonl", offers("l", 1, 6));

    assertThat(account(report)).containsExactly(6, 6, 0, 0);
    assertThat(things("name", "l")).hasSize(6);
    loseLedger();
    assertThat(account(run("l3.jsonl", List.of("{\"name\": \"l6\", \"gone\": true}"))))
        .containsExactly(1, 1, 0, 0);
    assertThat(things("name", "l")).hasSize(5);
  }

  @Test
  void aBatchWhoseAnswerIsLostIsLookedUpAndCreatesNothingTwice() {
    run("c0.jsonl", offers("c", 1, 1));
    sandbox.faults().add(Fault.reset().on("POST", "/acme/target/batch").butCarriedOut());
    JsonNode report = run("c1.jsonl", offers("c", 1, 20));

    assertThat(account(report)).containsExactly(20, 19, 0, 1);
    assertThat(things("name", "c")).hasSize(20);
    assertThat(log.complaints()).anyMatch(line -> line.contains("asked for a list"));
    int writes = writes();
    assertThat(account(run("c2.jsonl", offers("c", 1, 20)))).containsExactly(20, 0, 0, 20);
    assertThat(writes()).isEqualTo(writes);
  }

  @Test
  void aRunWaitsForTheEndOfAnOutageAndGoesOn() {
    run("o0.jsonl", offers("o", 1, 1));
    sandbox.faults().add(Fault.reset().on("POST", "/acme/target/batch").times(4));
    JsonNode report = run("o1.jsonl", offers("o", 1, 10));

    assertThat(account(report)).containsExactly(10, 9, 0, 1);
    assertThat(things("name", "o")).hasSize(10);
    assertThat(log.complaints()).anyMatch(line -> line.contains("looks into Target"));
  }

  @Test
  void whatSomebodyElseHasDeletedIsMadeAnew() {
    run("s1.jsonl", offers("s", 1, 3));
    String id = things("name", "s2").get(0).path("id").asText();
    call(
        "direct:target-call",
        null,
        "target.operation",
        "delete-content-offer",
        "target.path",
        Map.of("id", id));
    JsonNode report =
        run("s2.jsonl", List.of(offer("s1", "text 1"), offer("s2", "new"), offer("s3", "text 3")));

    assertThat(account(report)).containsExactly(3, 1, 0, 2);
    assertThat(things("name", "s")).hasSize(3);
  }

  /** Nothing is lost, and no record is blamed, where it is the program that has no right. */
  @Test
  void aBatchThatIsRefusedAsAWholeStopsTheRunUntilItIsTaken() {
    run("w0.jsonl", offers("w", 1, 1));
    sandbox
        .faults()
        .add(
            Fault.status(400).on("POST", "/acme/target/batch"),
            Fault.status(403).on("POST", "/acme/target/batch").after(1));
    JsonNode report = run("w1.jsonl", offers("w", 1, 5));

    assertThat(account(report)).containsExactly(5, 4, 0, 1);
    assertThat(things("name", "w")).hasSize(5);
    assertThat(log.complaints()).anyMatch(line -> line.contains("400"));
  }
}
