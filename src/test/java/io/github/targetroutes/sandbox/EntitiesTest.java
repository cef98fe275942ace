package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntitiesTest {

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

  @BeforeEach
  void wipe() {
    target.done("DELETE", "/recs/entities", 1, null);
  }

  private static JsonNode save(String... entities) {
    return target.done(
        "POST", "/recs/entities", 1, "{\"entities\":[" + String.join(",", entities) + "]}");
  }

  private static String entity(String id, String more) {
    return "{\"id\":\"" + id + "\",\"name\":\"N\",\"categories\":[\"c\"]" + more + "}";
  }

  private static JsonNode get(String id) {
    return target.get("/recs/entities/" + id, 1);
  }

  private static void gone(String path) {
    target.refused(404, "GET", "/recs/entities/" + path, 1, null);
  }

  private static void rejected(String entity, String cause) {
    JsonNode result = save(entity);
    assertThat(result.path("rejected").asInt()).isEqualTo(1);
    assertThat(result.path("inserted/updated").asInt()).isZero();
    assertThat(result.at("/rejectCauses/0/cause/text").asText()).isEqualTo(cause);
  }

  @Test
  void blankChangesNothingAndCategoriesAreAdded() {
    save(entity("a", ",\"attributes\":{\"color\":\"red\",\"value\":\"9.50\",\"inventory\":\"3\"}"));
    save(
        "{\"id\":\"a\",\"name\":\"New\",\"categories\":[\"d\",\"c\"],"
            + "\"attributes\":{\"color\":\"\",\"value\":10,\"size\":5}}");
    JsonNode item = get("a");
    assertThat(item.path("name").asText()).isEqualTo("New");
    assertThat(item.path("categories").toString()).isEqualTo("[\"c\",\"d\"]");
    assertThat(item.at("/attributes/color").asText()).isEqualTo("red");
    assertThat(item.at("/attributes/value").doubleValue()).isEqualTo(10);
    assertThat(item.at("/attributes/inventory").isIntegralNumber()).isTrue();
    assertThat(item.at("/attributes/size").isTextual()).isTrue();
    assertThat(item.path("environment").asInt()).isEqualTo(1);
  }

  @Test
  void rejectsAreCountedByCauseWithoutIds() {
    JsonNode result = save(entity("good", ""), entity("bad one", ""), entity("bad/two", ""));
    assertThat(result.path("inserted/updated").asInt()).isEqualTo(1);
    assertThat(result.path("rejected").asInt()).isEqualTo(2);
    assertThat(result.path("rejectCauses")).hasSize(1);
    assertThat(result.at("/rejectCauses/0/occurrences").asInt()).isEqualTo(2);
    assertThat(result.toString()).doesNotContain("bad");
    get("good");
    target.refused(400, "POST", "/recs/entities", 1, "{\"entities\":[]}");
    target.refused(400, "POST", "/recs/entities", 1, "[]");
  }

  @Test
  void limitsOfItemsAreKept() {
    rejected("{\"name\":\"N\",\"categories\":[\"c\"]}", "id must be there");
    rejected("{\"id\":\"a\",\"categories\":[\"c\"]}", "name must be there");
    rejected("{\"id\":\"a\",\"name\":\"N\"}", "categories must be 1 to 1000");
    rejected(
        "{\"id\":\"a\",\"name\":\"N\",\"categories\":[\"c\",\"c\"]}",
        "categories must be each there once");
    rejected(entity("x".repeat(1001), ""), "id must be at most 1000 characters");
    rejected(entity("a", ",\"environment\":99"), "environment must be the id of an environment");
    rejected(
        entity("a", ",\"attributes\":{\"inventory\":\"1.5\"}"),
        "attributes.inventory must be a whole number");
    rejected(
        entity("a", ",\"attributes\":{\"value\":\"9,50\"}"),
        "attributes.value must be a number with a decimal point");
    rejected(
        entity("a", ",\"attributes\":{\"id\":\"b\"}"),
        "attributes.id must be no attribute: the name is Target's");
    rejected(
        entity("a", ",\"attributes\":{\"sizes\":[\"S\"]}"),
        "attributes.sizes must be text; a list goes as JSON in a text");
    String many =
        IntStream.range(0, 101)
            .mapToObj(i -> "\"a" + i + "\":\"1\"")
            .collect(Collectors.joining(","));
    rejected(
        entity("a", ",\"attributes\":{" + many + "}"),
        "attributes must be at most 100 custom ones");
    rejected(
        entity("a", ",\"attributes\":{\"long\":\"" + "x".repeat(15_001) + "\"}"),
        "attributes.custom must be at most 15000 characters");
    String values = String.join(",", Collections.nCopies(501, "1"));
    rejected(
        entity("a", ",\"attributes\":{\"list\":\"[" + values + "]\"}"),
        "attributes.custom must be at most 500 values");
  }

  @Test
  void environmentsHaveTheirOwnItems() {
    save(entity("a", ""), entity("a", ",\"environment\":2"), entity("b", ",\"environment\":2"));
    gone("b");
    target.get("/recs/entities/b?environmentId=2", 1);
    assertThat(
            target
                .done("DELETE", "/recs/entities?ids=a,b&environment=2", 1, null)
                .path("operation")
                .asText())
        .isEqualTo("deleted by ids");
    gone("b?environmentId=2");
    get("a");
    save(entity("a", ",\"environment\":2"), entity("c", ""));
    target.done("DELETE", "/recs/entities?ids=a", 1, null);
    gone("a");
    gone("a?environmentId=2");
    get("c");
  }

  @Test
  void deleteWithoutIdsDeletesAll() {
    save(entity("a", ""), entity("b", ",\"environment\":2"));
    assertThat(
            target
                .done("DELETE", "/recs/entities?environment=2", 1, null)
                .path("operation")
                .asText())
        .isEqualTo("Delete by client requested.");
    get("a");
    target.done("DELETE", "/recs/entities", 1, null);
    gone("a");
    assertThat(target.state("entities")).isEmpty();
  }

  @Test
  void itemsAreForgottenAfter61DaysWithoutBeingSent() {
    save(entity("a", ",\"attributes\":{\"color\":\"red\"}"), entity("b", ""));
    target.clock.advance(Duration.ofDays(60));
    save(entity("b", ""));
    target.clock.advance(Duration.ofDays(1));
    gone("a");
    get("b");
    assertThat(target.state("entities")).hasSize(1);
    save(entity("a", ""));
    assertThat(get("a").path("attributes").has("color")).isFalse();
  }

  private static List<String> search(String meta, String query) {
    JsonNode found =
        target.done(
            "POST",
            "/recs/catalogsearch",
            1,
            "{\"meta\":{\"environmentId\":1" + meta + "},\"query\":" + query + "}");
    return PlayedTarget.texts(found.path("hits"), "id");
  }

  private static String simple(String field, String operator, String value) {
    return "{\"type\":\"simple\",\"queryFields\":[\""
        + field
        + "\"],\"operator\":\""
        + operator
        + "\""
        + (value == null ? "" : ",\"matchValue\":" + value)
        + "}";
  }

  @Test
  void searchesFindByNumberTextAndPresence() {
    save(
        entity("a", ",\"attributes\":{\"value\":5,\"color\":\"dark red\"}"),
        entity("b", ",\"attributes\":{\"value\":10.5,\"sizes\":\"[\\\"S\\\",\\\"M\\\"]\"}"),
        entity("c", ",\"attributes\":{\"value\":20}"));
    assertThat(search("", simple("value", "gt", "9"))).containsExactly("b", "c");
    assertThat(search("", simple("value", "le", "10.5"))).containsExactly("a", "b");
    assertThat(search("", simple("color", "contains", "\"red\""))).containsExactly("a");
    assertThat(search("", simple("color", "endswith", "\"dark\""))).isEmpty();
    assertThat(search("", simple("sizes", "eq", "\"M\""))).containsExactly("b");
    assertThat(search("", simple("sizes", "absent", null))).containsExactly("a", "c");
    assertThat(search("", simple("color", "present", null))).containsExactly("a");
    assertThat(search("", simple("id", "ne", "\"b\""))).containsExactly("a", "c");
    String or =
        "{\"type\":\"compound\",\"joinOperator\":\"OR\",\"filters\":["
            + simple("value", "lt", "6")
            + ",{\"type\":\"compound\",\"filters\":["
            + simple("value", "gt", "6")
            + ","
            + simple("value", "ge", "20")
            + "]}]}";
    assertThat(search("", or)).containsExactly("a", "c");
    assertThat(search(",\"start\":2,\"limit\":1", simple("name", "eq", "\"N\"")))
        .containsExactly("b");
    for (String[] wrong :
        new String[][] {
          {",\"limit\":501", simple("id", "present", null)},
          {",\"start\":0", simple("id", "present", null)},
          {"", "{\"type\":\"other\"}"},
          {"", simple("id", "like", "\"a\"")},
          {"", simple("value", "contains", "5")}
        }) {
      target.refused(
          400,
          "POST",
          "/recs/catalogsearch",
          1,
          "{\"meta\":{\"environmentId\":1" + wrong[0] + "},\"query\":" + wrong[1] + "}");
    }
  }
}
