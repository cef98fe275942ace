package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.Wiretap;
import io.github.targetroutes.routes.Wiretap.Answer;
import io.github.targetroutes.routes.Wiretap.Request;
import io.github.targetroutes.target.BatchOperation;
import io.github.targetroutes.target.BatchOutcome;
import io.github.targetroutes.target.CallQuota;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code target-batch} and answers that the sandbox never gives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetBatchAnswersRouteTest extends SandboxRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  // Without initial values: they are set while the constructor of the superclass runs.
  private Wiretap target;
  private Function<List<JsonNode>, Answer> answers;
  private int before;

  @Override
  protected void settings(Properties settings) {
    target = Wiretap.answering(this::answer);
    settings.setProperty("adobe.target.admin-url", target.url());
    settings.setProperty("adobe.target.calls-per-minute", "6000");
    settings.setProperty("adobe.target.burst", "4");
    settings.setProperty("adobe.target.batch-bytes", "100000");
    settings.setProperty("adobe.target.wait-when-exceeded", "10ms");
    settings.setProperty("error.target.retries", "2");
    settings.setProperty("error.target.throttled-retries", "3");
    settings.setProperty("error.target.delay", "1");
  }

  @AfterAll
  void close() {
    target.close();
  }

  @BeforeEach
  void begin() {
    before = target.talks().size();
  }

  private Answer answer(Request request) {
    return answers.apply(operations(request));
  }

  private static List<JsonNode> operations(Request request) {
    try {
      List<JsonNode> operations = new ArrayList<>();
      JSON.readTree(request.body()).path("operations").forEach(operations::add);
      return operations;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operations of each call of this test. */
  private List<List<JsonNode>> calls() {
    return target.talks().stream().skip(before).map(talk -> operations(talk.request())).toList();
  }

  private List<Integer> sizes() {
    return calls().stream().map(List::size).toList();
  }

  private static ObjectNode result(JsonNode operation, int status, String body) {
    ObjectNode result = NODES.objectNode();
    result.set("operationId", operation.path("operationId"));
    return result.put("skipped", false).put("statusCode", status).put("body", body);
  }

  private static ObjectNode done(JsonNode operation) {
    return result(
        operation, 200, "{\"id\": " + (1000 + operation.path("operationId").asInt()) + "}");
  }

  private static ObjectNode skipped(JsonNode operation) {
    ObjectNode result = NODES.objectNode().put("skipped", true);
    return result.set("operationId", operation.path("operationId"));
  }

  private static Answer all(List<JsonNode> operations, Function<JsonNode, ObjectNode> result) {
    ObjectNode answer = NODES.objectNode();
    operations.stream().map(result).forEach(answer.putArray("results")::add);
    return Answer.json(answer.toString());
  }

  private List<BatchOutcome> outcomes(BatchOperation... operations) {
    return outcomes(List.of(operations));
  }

  private List<BatchOutcome> outcomes(List<BatchOperation> operations) {
    Exchange exchange = call("direct:target-batch", null, "target.operations", operations);
    assertThat(exchange.getException()).isNull();
    List<BatchOutcome> outcomes = new ArrayList<>();
    for (Object outcome : exchange.getMessage().getBody(List.class)) {
      outcomes.add((BatchOutcome) outcome);
    }
    assertThat(outcomes).hasSameSizeAs(operations);
    return outcomes;
  }

  private static BatchOperation create(String name) {
    return new BatchOperation("create-content-offer", null, NODES.objectNode().put("name", name));
  }

  private static BatchOperation update(Object id, Integer... dependsOn) {
    return new BatchOperation(
        "update-content-offer",
        Map.of("id", id),
        null,
        NODES
            .objectNode()
            .put("of", BatchOperation.idOf(0))
            .put("text", "of " + BatchOperation.idOf(0)),
        dependsOn.length == 0 ? List.of() : List.of(dependsOn));
  }

  private static BatchOperation list(int limit) {
    return new BatchOperation(
        "list-offers", null, Map.of("name", "a b&c", "limit", limit), null, null);
  }

  @Test
  void aCallHasTheFieldsThatAdobeRequiresAndNoMore() throws IOException {
    answers = operations -> all(operations, TargetBatchAnswersRouteTest::done);
    BatchOperation remove = new BatchOperation("delete-json-offer", Map.of("id", 7), null);
    BatchOperation create =
        new BatchOperation(
            "create-content-offer",
            null,
            JSON.readTree(
                "{\"headers\": [{\"name\": \"Authorization\", \"value\": \"x\"}], \"big\":"
                    + " 12345678901234567890}"));
    BatchOperation setting = new BatchOperation("update-activity-state", Map.of("id", 3), null);
    outcomes(create, remove, setting, update(BatchOperation.idOf(0), 0));

    assertThat(JSON.readTree(target.talks().get(before).request().body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"operations": [
                 {"operationId": 0, "dependsOnOperationIds": [], "method": "POST",
                  "relativeUrl": "/v2/offers/content",
                  "headers": [{"name": "Content-Type", "value": "application/json"}],
                  "body": {"headers": [{"name": "Authorization", "value": "x"}], "big": 12345678901234567890}},
                 {"operationId": 1, "dependsOnOperationIds": [], "method": "DELETE",
                  "relativeUrl": "/v2/offers/json/7", "headers": []},
                 {"operationId": 2, "dependsOnOperationIds": [], "method": "PUT",
                  "relativeUrl": "/v1/activities/3/state",
                  "headers": [{"name": "Content-Type", "value": "application/json"}], "body": {}},
                 {"operationId": 3, "dependsOnOperationIds": [0], "method": "PUT",
                  "relativeUrl": "/v2/offers/content/{operationIdResponse:0}",
                  "headers": [{"name": "Content-Type", "value": "application/json"}],
                  "body": {"of": "{operationIdResponse:0}", "text": "of {operationIdResponse:0}"}}]}
                """));
    Request request = target.talks().get(before).request();
    assertThat(request.method() + " " + request.uri()).isEqualTo("POST /acme/target/batch");
    assertThat(request.header("content-type")).startsWith("application/json");
    assertThat(request.header("authorization")).startsWith("Bearer ey");
  }

  @Test
  void queryValuesArePartOfTheAddress() {
    answers = operations -> all(operations, TargetBatchAnswersRouteTest::done);
    outcomes(list(5));

    assertThat(calls().get(0).get(0).path("relativeUrl").asText())
        .startsWith("/v2/offers?")
        .contains("name=a%20b%26c", "limit=5");
  }

  @Test
  void resultsMayComeInAnyOrderAndAsTextOrObject() {
    answers =
        operations -> {
          List<JsonNode> reversed = new ArrayList<>(operations);
          Collections.reverse(reversed);
          return all(
              reversed,
              operation -> {
                ObjectNode result = done(operation);
                if (operation.path("operationId").asInt() == 1) {
                  result.set("body", NODES.objectNode().put("id", 1001));
                }
                return result;
              });
        };

    assertThat(outcomes(create("A"), create("B"), create("C")))
        .extracting(outcome -> outcome.body().path("id").asInt())
        .containsExactly(1000, 1001, 1002);
  }

  @Test
  void whatFailedIsSentAgainWhereARepeatDoesNoHarmAndACreateIsNot() {
    answers =
        operations ->
            all(
                operations,
                operation ->
                    calls().size() == 0
                        ? result(operation, 500, "{\"message\": \"oops\"}")
                        : done(operation));
    List<BatchOutcome> outcomes = outcomes(create("A"), update(5), list(1), create("B"));

    assertThat(outcomes)
        .extracting(BatchOutcome::isDone)
        .containsExactly(false, false, true, false);
    assertThat(outcomes.get(0).status()).isEqualTo(500);
    assertThat(outcomes.get(0).fault().kind()).isEqualTo(TargetFault.Kind.REJECTED);
    assertThat(outcomes.get(0).fault())
        .hasMessage(
            "Target answered 500 to create-content-offer: \"oops\". Whether it was done is unknown,"
                + " so it is not sent again by itself: look in Target before you send it again");
    assertThat(sizes()).containsExactly(3, 1);
  }

  @Test
  void whatIsSentAgainNamesTheIdsThatAreKnownByNow() {
    answers =
        operations ->
            all(
                operations,
                operation ->
                    calls().isEmpty() && operation.path("method").asText().equals("PUT")
                        ? result(operation, 500, "")
                        : done(operation));

    assertThat(outcomes(create("A"), update(BatchOperation.idOf(0), 0)))
        .allMatch(BatchOutcome::isDone);
    JsonNode again = calls().get(1).get(0);
    assertThat(again.path("relativeUrl").asText()).isEqualTo("/v2/offers/content/1000");
    assertThat(again.path("dependsOnOperationIds")).isEmpty();
    assertThat(again.path("body").toString()).isEqualTo("{\"of\":1000,\"text\":\"of 1000\"}");
  }

  @Test
  void whatDependsOnAFailureIsSkippedAndOnARepeatIsRepeated() {
    answers =
        operations ->
            all(
                operations,
                operation ->
                    switch (operation.path("dependsOnOperationIds").size()) {
                      case 0 -> calls().isEmpty() ? result(operation, 500, "") : done(operation);
                      default -> calls().isEmpty() ? skipped(operation) : done(operation);
                    });
    List<BatchOutcome> outcomes =
        outcomes(
            create("A"),
            update(BatchOperation.idOf(0), 0),
            list(1),
            new BatchOperation("list-offers", null, null, null, List.of(2)));

    assertThat(outcomes)
        .extracting(BatchOutcome::skipped)
        .containsExactly(false, true, false, false);
    assertThat(outcomes.get(1).fault())
        .hasMessage(
            "update-content-offer depends on operation 0 of the batch (create-content-offer), which"
                + " failed; nothing was sent");
    assertThat(outcomes.subList(2, 4)).allMatch(BatchOutcome::isDone);
    assertThat(sizes()).containsExactly(4, 2);
    assertThat(calls().get(1).get(1).path("dependsOnOperationIds").get(0).asInt()).isZero();
  }

  /** Such a text in somebody's data would be replaced by the id of somebody else's offer. */
  @Test
  void aReferenceInDataFailsAloneAndIsNotSent() {
    answers = operations -> all(operations, TargetBatchAnswersRouteTest::done);
    List<BatchOutcome> outcomes =
        outcomes(create("A"), create(BatchOperation.idOf(0)), create(BatchOperation.idOf(999_999)));

    assertThat(outcomes).extracting(BatchOutcome::isDone).containsExactly(true, false, false);
    assertThat(outcomes.get(2).fault())
        .hasMessage(
            "create-content-offer refers to operation 999999 of the batch, but does not depend on"
                + " it; nothing was sent");
    assertThat(sizes()).containsExactly(1);
  }

  @Test
  void aMissingResultIsNoticed() {
    answers =
        operations ->
            all(
                operations.subList(0, calls().isEmpty() ? 1 : operations.size()),
                TargetBatchAnswersRouteTest::done);
    List<BatchOutcome> outcomes = outcomes(list(1), list(2), create("A"));

    assertThat(outcomes).extracting(BatchOutcome::isDone).containsExactly(true, true, false);
    assertThat(outcomes.get(2).fault())
        .hasMessageStartingWith(
            "Target's answer to a batch has no result for its operation create-content-offer."
                + " Whether it was done is unknown");
    assertThat(sizes()).containsExactly(3, 1);
  }

  /** 503 is the quota: nothing was done. */
  @Test
  void whatTheQuotaStoppedIsSentAgainWhateverItIsAndEverybodyWaits() {
    answers =
        operations ->
            all(
                operations,
                operation ->
                    calls().isEmpty() && operation.path("operationId").asInt() > 0
                        ? result(operation, 503, "")
                        : done(operation));
    long taken = quota().taken();

    assertThat(outcomes(create("A"), create("B"), list(1))).allMatch(BatchOutcome::isDone);
    assertThat(sizes()).containsExactly(3, 2);
    assertThat(quota().taken() - taken).isEqualTo(5);
  }

  @Test
  void aTokenThatIsRefusedWithinACallIsReplacedOnce() {
    answers =
        operations ->
            all(
                operations,
                operation ->
                    operation.path("method").asText().equals("POST")
                        ? result(
                            operation,
                            401,
                            "{\"error_code\": \"401013\", \"message\": \"Oauth token is not"
                                + " valid\"}")
                        : done(operation));
    List<BatchOutcome> outcomes = outcomes(create("A"), list(1));

    assertThat(outcomes).extracting(BatchOutcome::isDone).containsExactly(false, true);
    assertThat(outcomes.get(0).fault().kind()).isEqualTo(TargetFault.Kind.UNAUTHORIZED);
    assertThat(sizes()).containsExactly(2, 1);
    assertThat(
            target.talks().stream()
                .skip(before)
                .map(talk -> talk.request().header("authorization"))
                .distinct())
        .hasSize(2);
  }

  @Test
  void whatFailsForGoodHoldsUpNoOtherCall() {
    answers =
        operations -> all(operations, operation -> failingOrSkipped(operation, calls().size() < 3));
    List<BatchOperation> operations = new ArrayList<>(Collections.nCopies(256, update(5)));
    operations.set(0, list(1));
    operations.set(1, new BatchOperation("list-offers", null, null, null, List.of(0)));
    operations.add(list(2));
    List<BatchOutcome> outcomes = outcomes(operations);

    assertThat(sizes()).as("three attempts, then the next call").containsExactly(2, 2, 2, 1);
    assertThat(outcomes.get(0).fault().kind()).isEqualTo(TargetFault.Kind.UNAVAILABLE);
    assertThat(outcomes.get(0).status()).isEqualTo(500);
    assertThat(outcomes.get(1).skipped()).isTrue();
    assertThat(outcomes.get(256).isDone()).isTrue();
  }

  private static ObjectNode failingOrSkipped(JsonNode operation, boolean fails) {
    if (!fails) {
      return done(operation);
    }
    return operation.path("dependsOnOperationIds").isEmpty()
        ? result(operation, 500, "no role")
        : skipped(operation);
  }

  @Test
  void aCallThatIsForbiddenAsAWholeStopsTheRestAndSaysSo() {
    answers =
        operations ->
            calls().isEmpty()
                ? all(operations, TargetBatchAnswersRouteTest::done)
                : new Answer(403, "application/json", "{\"error_code\": \"403011\"}".getBytes());
    List<BatchOutcome> outcomes = outcomes(Collections.nCopies(600, list(1)));

    assertThat(sizes()).containsExactly(256, 256);
    assertThat(outcomes.subList(0, 256)).allMatch(BatchOutcome::isDone);
    assertThat(outcomes.subList(256, 600))
        .allMatch(outcome -> outcome.fault().kind() == TargetFault.Kind.FORBIDDEN)
        .extracting(BatchOutcome::skipped)
        .startsWith(false)
        .endsWith(true);
  }

  @Test
  void aCallIsNoLargerThanTheSettingAllows() {
    answers = operations -> all(operations, TargetBatchAnswersRouteTest::done);
    String large = "x".repeat(40_000);

    assertThat(outcomes(create(large), create(large), create(large + large + large), create("A")))
        .allMatch(BatchOutcome::isDone);
    assertThat(sizes()).containsExactly(2, 1, 1);
  }

  private CallQuota quota() {
    return context.getRegistry().lookupByNameAndType("callQuota", CallQuota.class);
  }
}
