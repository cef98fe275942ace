package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCallTest {

  @TempDir static Path folder;
  private static PlayedTarget target;

  @BeforeAll
  static void start() {
    target = new PlayedTarget(folder);
  }

  @AfterAll
  static void stop() {
    target.close();
  }

  private static String operation(
      int id, String dependsOn, String method, String url, String body) {
    return "{\"operationId\":"
        + id
        + ",\"dependsOnOperationIds\":["
        + dependsOn
        + "],\"method\":\""
        + method
        + "\",\"relativeUrl\":\""
        + url
        + "\",\"headers\":[]"
        + (body == null ? "" : ",\"body\":" + body)
        + "}";
  }

  private static String offer(int id, String name) {
    return operation(
        id,
        "",
        "POST",
        "/v2/offers/content",
        "{\"name\":\"" + name + "\",\"content\":\"{operation}\"}");
  }

  private static HttpResponse<String> send(PlayedTarget to, String... operations) {
    return to.call(
        "POST",
        "/batch",
        "application/json",
        "{\"operations\":[" + String.join(",", operations) + "]}");
  }

  private static JsonNode results(String... operations) {
    HttpResponse<String> response = send(target, operations);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Caller.json(response).path("results");
  }

  private static String refused(String... operations) {
    HttpResponse<String> response = send(target, operations);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    return Caller.json(response).at("/errors/0/message").asText();
  }

  @Test
  void referencesBecomeIdsInAddressAndBody() {
    JsonNode results =
        results(
            operation(
                5,
                "0",
                "POST",
                "/v3/activities/ab",
                "{\"name\":\"Batched {operationIdResponse:0}\",\"options\":"
                    + "[{\"optionLocalId\":0,\"offerId\":\"{operationIdResponse:0}\"}]}"),
            offer(0, "Batched"),
            operation(7, "5", "GET", "/v3/activities/ab/{operationIdResponse:5}?x=%2F", null));
    assertThat(PlayedTarget.texts(results, "operationId")).containsExactly("5", "0", "7");
    assertThat(PlayedTarget.texts(results, "statusCode")).containsExactly("201", "201", "200");
    long offer = Json.read(results.at("/1/body").asText(), JsonNode.class).path("id").asLong();
    JsonNode activity = Json.read(results.at("/2/body").asText(), JsonNode.class);
    assertThat(activity.at("/options/0/offerId").asLong()).isEqualTo(offer);
    assertThat(activity.path("name").asText()).isEqualTo("Batched " + offer);
    assertThat(target.get("/offers/content/" + offer, 2).path("name").asText())
        .isEqualTo("Batched");
  }

  @Test
  void failureStopsItsDependentsAndNobodyElse() {
    JsonNode results =
        results(
            operation(1, "", "GET", "/v2/offers/content/999999", null),
            operation(2, "1", "GET", "/v2/offers", null),
            operation(3, "2", "GET", "/v2/offers", null),
            operation(4, "", "GET", "/v2/offers", null),
            operation(5, "", "GET", "/v9/offers", null),
            operation(6, "", "GET", "/offers", null),
            operation(7, "", "POST", "/v1/batch", "{\"operations\":[]}"),
            operation(8, "", "GET", "/v1/recs/designs", null));
    assertThat(PlayedTarget.texts(results, "statusCode"))
        .containsExactly("404", "", "", "200", "406", "404", "404", "404");
    assertThat(PlayedTarget.texts(results, "skipped"))
        .containsExactly("false", "true", "true", "false", "false", "false", "false", "false");
  }

  @Test
  void referenceToWhatWasNotWaitedForFails() {
    JsonNode results =
        results(
            offer(1, "Waited"),
            operation(2, "", "GET", "/v2/offers/content/{operationIdResponse:1}", null),
            operation(3, "4", "GET", "/v2/offers/content/{operationIdResponse:4}", null),
            operation(4, "", "GET", "/v2/offers", null));
    assertThat(PlayedTarget.texts(results, "statusCode"))
        .containsExactly("201", "400", "400", "200");
  }

  @Test
  void envelopesThatAreNoGoodAreRefusedWhole() {
    assertThat(refused()).isEqualTo("operations must have 1..256");
    assertThat(refused(IntStream.range(0, 257).mapToObj(i -> offer(i, "n")).toArray(String[]::new)))
        .isEqualTo("operations must have 1..256");
    assertThat(refused(offer(1, "a"), offer(1, "b"))).isEqualTo("operationId 1 is there twice");
    assertThat(refused(offer(256, "a"))).contains("must be 0..255");
    assertThat(refused(operation(1, "2", "GET", "/v2/offers", null)))
        .isEqualTo("operation 1 depends on 2, which is not there");
    assertThat(
            refused(
                operation(1, "2", "GET", "/v2/offers", null),
                operation(2, "1", "GET", "/v2/offers", null)))
        .isEqualTo("operations [1, 2] depend on each other");
    assertThat(refused(operation(1, "", "HEAD", "/v2/offers", null))).contains("method must be");
    assertThat(refused(operation(1, "", "GET", "v2/offers", null))).contains("relativeUrl");
    assertThat(refused(operation(1, "", "GET", "/v2/offers", "{}"))).contains("takes no body");
    for (String field : List.of("dependsOnOperationIds", "headers")) {
      assertThat(refused(operation(1, "", "GET", "/v2/offers", null).replace(field, field + "Not")))
          .contains(field + " is required");
    }
    assertThat(
            refused(
                offer(1, "a")
                    .replace(
                        "\"headers\":[]",
                        "\"headers\":[{\"name\":\"A\",\"value\":\"1\"},"
                            + "{\"name\":\"a\",\"value\":\"2\"}]")))
        .contains("header a is there twice");
  }

  @Test
  void everyOperationSpendsQuotaAndIsCounted(@TempDir Path other) {
    try (PlayedTarget small = new PlayedTarget(other, options -> options.callsPerMinute(3))) {
      String[] five = IntStream.range(0, 5).mapToObj(i -> offer(i, "o" + i)).toArray(String[]::new);
      JsonNode results = Caller.json(send(small, five)).path("results");
      Map<String, Long> statuses =
          PlayedTarget.texts(results, "statusCode").stream()
              .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
      assertThat(statuses).isEqualTo(Map.of("201", 3L, "503", 2L));
      JsonNode state = Caller.json(small.caller.get("/sandbox/state"));
      assertThat(state.at("/calls/offers.create/201").asInt()).isEqualTo(3);
      assertThat(state.at("/calls/batch/200").asInt()).isEqualTo(1);
      assertThat(state.path("offers").asInt()).isEqualTo(3);
    }
  }
}
