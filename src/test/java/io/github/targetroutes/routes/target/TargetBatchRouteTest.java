package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.target.BatchOperation;
import io.github.targetroutes.target.BatchOutcome;
import io.github.targetroutes.target.CallQuota;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code target-batch} against the sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetBatchRouteTest extends SandboxRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ACTIVITY =
      """
      {"name": "Of a batch", "state": "saved", "priority": 5,
       "options": [{"optionLocalId": 0, "offerId": 0}, {"optionLocalId": 1, "offerId": "OFFER"}],
       "locations": {"mboxes": [{"locationLocalId": 0, "name": "home"}]},
       "experiences": [
        {"experienceLocalId": 0, "name": "A", "visitorPercentage": 50,
         "optionLocations": [{"locationLocalId": 0, "optionLocalId": 0}]},
        {"experienceLocalId": 1, "name": "B", "visitorPercentage": 50,
         "optionLocations": [{"locationLocalId": 0, "optionLocalId": 1}]}],
       "metrics": [{"metricLocalId": 32767, "name": "Goal", "conversion": true,
        "action": {"type": "count_once"}, "mboxes": [{"name": "order", "successEvent": "mbox_shown"}]}]}
      """;

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("error.target.retries", "2");
    settings.setProperty("adobe.target.response-timeout", "2000");
  }

  // Without an initial value: JUnit sets it before each test.
  private int batchesBefore;

  @BeforeEach
  void begin() {
    sandbox.faults().clear();
    batchesBefore = view().calls("batch");
  }

  private int batches() {
    return view().calls("batch") - batchesBefore;
  }

  private SandboxView view() {
    return new SandboxView(sandbox);
  }

  private CallQuota quota() {
    return context.getRegistry().lookupByNameAndType("callQuota", CallQuota.class);
  }

  private static BatchOperation create(String name) {
    return new BatchOperation("create-content-offer", null, offer(name));
  }

  private static ObjectNode offer(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("content", "<p>x</p>");
  }

  private Exchange send(List<BatchOperation> operations) {
    return call("direct:target-batch", null, "target.operations", operations);
  }

  private List<BatchOutcome> outcomes(List<BatchOperation> operations) {
    Exchange exchange = send(operations);
    assertThat(exchange.getException()).isNull();
    List<BatchOutcome> outcomes = new ArrayList<>();
    for (Object outcome : exchange.getMessage().getBody(List.class)) {
      outcomes.add((BatchOutcome) outcome);
    }
    assertThat(outcomes).hasSameSizeAs(operations);
    for (int i = 0; i < outcomes.size(); i++) {
      assertThat(outcomes.get(i).index()).isEqualTo(i);
    }
    return outcomes;
  }

  private List<String> offers() throws IOException {
    Exchange list =
        call(
            "direct:target-call",
            null,
            "target.operation",
            "list-offers",
            "target.query",
            Map.of("sortBy", "id"));
    List<String> names = new ArrayList<>();
    JSON.readTree(list.getMessage().getBody(String.class))
        .path("offers")
        .forEach(offer -> names.add(offer.path("name").asText()));
    return names;
  }

  @Test
  void threeHundredCreatesTakeTwoCallsAndThreeHundredPermits() throws IOException {
    List<BatchOperation> operations = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      operations.add(create("Offer " + i));
      names.add("Offer " + i);
    }
    int before = offers().size();
    long taken = quota().taken();
    List<BatchOutcome> outcomes = outcomes(operations);

    assertThat(outcomes).allMatch(outcome -> outcome.isDone() && outcome.status() == 201);
    assertThat(outcomes).extracting(o -> o.body().path("name").asText()).isEqualTo(names);
    assertThat(batches()).isEqualTo(2);
    assertThat(quota().taken() - taken).isEqualTo(300);
    List<String> there = offers();
    assertThat(there.subList(before, there.size())).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aPoisonedOperationFailsAlone() {
    BatchOperation nameless = new BatchOperation("create-content-offer", null, offer(""));
    BatchOperation otherPath = new BatchOperation("get-content-offer", Map.of("id", "../1"), null);
    List<BatchOutcome> outcomes =
        outcomes(List.of(create("A"), nameless, create("B"), otherPath, create("C")));

    assertThat(outcomes)
        .extracting(BatchOutcome::isDone)
        .containsExactly(true, false, true, false, true);
    assertThat(outcomes.get(1).status()).isEqualTo(400);
    assertThat(outcomes.get(1).fault().kind()).isEqualTo(TargetFault.Kind.REJECTED);
    assertThat(outcomes.get(1).fault())
        .hasMessageStartingWith("Target answered 400 to create-content-offer: ");
    assertThat(outcomes.get(3).fault())
        .hasMessage("\"../1\" can't stand for {id}; nothing was sent");
    assertThat(batches()).isEqualTo(1);
  }

  @Test
  void whatDependsOnAnotherGetsItsId() throws IOException {
    List<BatchOperation> operations =
        List.of(
            create("First"),
            create("Second"),
            new BatchOperation(
                "update-content-offer",
                Map.of("id", BatchOperation.idOf(1)),
                null,
                offer("Second, of " + BatchOperation.idOf(0)),
                List.of(0, 1)));
    List<BatchOutcome> outcomes = outcomes(operations);

    assertThat(outcomes).allMatch(BatchOutcome::isDone);
    assertThat(outcomes.get(2).body().path("id")).isEqualTo(outcomes.get(1).body().path("id"));
    assertThat(outcomes.get(2).body().path("name").asText())
        .isEqualTo("Second, of " + outcomes.get(0).body().path("id").asLong());
  }

  @Test
  void anActivityIsMadeOfAnOfferThatIsMadeWithIt() throws IOException {
    List<BatchOutcome> outcomes =
        outcomes(
            List.of(
                create("Offer of the activity"),
                new BatchOperation(
                    "create-ab-activity",
                    null,
                    null,
                    JSON.readTree(ACTIVITY.replace("OFFER", BatchOperation.idOf(0))),
                    List.of(0))));

    assertThat(outcomes).allMatch(BatchOutcome::isDone);
    assertThat(outcomes.get(1).body().path("options").path(1).path("offerId").asLong())
        .isEqualTo(outcomes.get(0).body().path("id").asLong());
  }

  @Test
  void aCallThatTheQuotaStopsIsSentAgainWhole() {
    sandbox.faults().add(Fault.status(503).on("POST", "/acme/target/batch").retryAfter("0"));
    try (LogLines log = LogLines.listen()) {
      assertThat(outcomes(List.of(create("D"), create("E")))).allMatch(BatchOutcome::isDone);
      assertThat(log.complaints())
          .singleElement()
          .asString()
          .startsWith(
              "WARN Attempt 1 of 21 failed, the next one follows in 0 ms: Target answered 503");
    }
    assertThat(batches()).isEqualTo(2);
  }

  @Test
  void aRefusedTokenIsReplacedAndTheCallSentAgain() {
    int tokens = view().tokens();
    sandbox.faults().add(Fault.revoked().on("POST", "/acme/target/batch"));

    assertThat(outcomes(List.of(create("F")))).allMatch(BatchOutcome::isDone);
    assertThat(view().tokens() - tokens).isEqualTo(1);
  }

  @Test
  void whenNoAnswerComesWhatMayBeDoneTwiceIsSentAgainAndACreateIsNot() throws IOException {
    long id = outcomes(List.of(create("G"))).get(0).body().path("id").asLong();
    sandbox.faults().add(Fault.silence().on("POST", "/acme/target/batch").butCarriedOut());
    List<BatchOutcome> outcomes =
        outcomes(
            List.of(
                create("Once"),
                new BatchOperation("update-content-offer", Map.of("id", id), offer("G2"))));

    assertThat(outcomes.get(0).fault().kind()).isEqualTo(TargetFault.Kind.REJECTED);
    assertThat(outcomes.get(0).fault())
        .hasMessage(
            "Target did not answer execute-batch (no answer in time). Whether it was done is"
                + " unknown, so it is not sent again by itself: look in Target before you send it"
                + " again");
    assertThat(outcomes.get(1).isDone()).isTrue();
    assertThat(offers()).containsOnlyOnce("Once").contains("G2");
  }

  @Test
  void whatCanNotBePartOfABatchIsRefusedBeforeAnythingIsSent() {
    BatchOperation depends =
        new BatchOperation("create-content-offer", null, null, offer("H"), List.of(1));
    for (BatchOperation wrong :
        List.of(
            depends,
            new BatchOperation("save-entities", null, offer("H")),
            new BatchOperation("execute-batch", null, offer("H")),
            new BatchOperation("patch-audience", Map.of("id", 1), offer("H")),
            new BatchOperation("delete-content-offer", Map.of("id", 1), offer("H")),
            new BatchOperation("no-such-operation", null, null))) {
      Exchange refused = send(List.of(create("I"), wrong));

      assertThat(refused.getException())
          .as(wrong.operation())
          .isInstanceOf(ConfigurationException.class);
    }
    assertThat(batches()).isZero();
  }

  @Test
  void nothingToDoIsNoCall() {
    assertThat(outcomes(List.of())).isEmpty();
    assertThat(batches()).isZero();
  }
}
