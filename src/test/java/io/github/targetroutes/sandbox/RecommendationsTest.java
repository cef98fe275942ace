package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendationsTest {

  private static final String RULE = "{\"category\":{\"equals\":[\"shoes\"]}}";

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

  private static long collection(String name) {
    return target.create(
        "/recs/collections", 1, "{\"name\":\"" + name + "\",\"rules\":[" + RULE + "]}");
  }

  private static List<String> collections(String query) {
    return PlayedTarget.texts(target.get("/recs/collections" + query, 1).path("list"), "name");
  }

  @Test
  void listsCountWhatTheyReturn() {
    collection("Paged b");
    collection("Paged A");
    collection("paged c");
    JsonNode page = target.get("/recs/collections?name=PAGED&limit=2&offset=1", 1);
    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(page.path("offset").asInt()).isEqualTo(1);
    assertThat(collections("?name=paged&orderby=name"))
        .containsExactly("Paged A", "Paged b", "paged c");
    assertThat(collections("?name=paged&orderby=-id"))
        .containsExactly("paged c", "Paged A", "Paged b");
    assertThat(collections("?name=paged&orderby=+id"))
        .containsExactly("Paged b", "Paged A", "paged c");
    target.refused(400, "GET", "/recs/collections?orderby=rules", 1, null);
  }

  @Test
  void criteriaStandInTheListOfTheirGroupAndInThatOfAll() {
    long cart =
        target.create("/recs/criteria/cart", 1, "{\"name\":\"Cart\",\"daysCount\":\"ONE_DAY\"}");
    long recent = target.create("/recs/criteria/recent", 1, "{\"name\":\"Recent\"}");
    assertThat(PlayedTarget.texts(target.get("/recs/criteria", 1).path("list"), "criteriaGroup"))
        .contains("CART", "RECENT");
    assertThat(PlayedTarget.texts(target.get("/recs/criteria/cart", 1).path("list"), "id"))
        .contains(Long.toString(cart))
        .doesNotContain(Long.toString(recent));
    assertThat(target.get("/recs/criteria/" + recent, 1).path("name").asText()).isEqualTo("Recent");
    target.refused(404, "GET", "/recs/criteria/cart/" + recent, 1, null);
  }

  @Test
  void whatIsUsedElsewhereCanNotBeDeleted() {
    long criteria =
        target.create("/recs/criteria/cart", 1, "{\"name\":\"Used\",\"daysCount\":\"ONE_DAY\"}");
    String sequence = "{\"name\":\"S\",\"sequence\":[{\"id\":" + criteria + ",\"slotCount\":5}]}";
    long user = target.create("/recs/criteria/sequence", 1, sequence);
    assertThat(target.refused(400, "DELETE", "/recs/criteria/cart/" + criteria, 1, null))
        .isEqualTo("It can't be deleted: it is used by criteria " + user);
    target.done("DELETE", "/recs/criteria/sequence/" + user, 1, null);
    target.done("DELETE", "/recs/criteria/cart/" + criteria, 1, null);
    assertThat(target.refused(400, "POST", "/recs/criteria/sequence", 1, sequence))
        .contains("which is none of criteria");

    long collection = collection("Used");
    String promotion =
        "{\"name\":\"P\",\"type\":\"EXTERNAL\",\"configuration\":{\"collectionId\":"
            + collection
            + "}}";
    long promoted = target.create("/recs/promotions", 1, promotion);
    target.refused(400, "DELETE", "/recs/collections/" + collection, 1, null);
    target.done("PUT", "/recs/promotions/" + promoted, 1, "{\"name\":\"P\",\"type\":\"EXTERNAL\"}");
    target.done("DELETE", "/recs/collections/" + collection, 1, null);
  }

  @Test
  void innerFieldsAreCheckedToo() {
    assertThat(
            target.refused(
                400,
                "POST",
                "/recs/criteria/custom",
                1,
                "{\"name\":\"C\",\"key\":\"CURRENT\",\"configuration\":{\"feed\":{\"connection\":"
                    + "{\"type\":\"url\",\"attributes\":{}},\"environmentId\":-1,"
                    + "\"scheduleType\":\"daily\",\"scheduleTime\":\"25:00\"}}}"))
        .startsWith("configuration.feed.scheduleTime must match");
    assertThat(
            target.refused(
                400, "POST", "/recs/criteria/custom", 1, "{\"name\":\"C\",\"key\":\"CURRENT\"}"))
        .isEqualTo("configuration is required");
    assertThat(
            target.refused(
                400, "POST", "/recs/criteria/sequence", 1, "{\"name\":\"C\",\"sequence\":[7]}"))
        .isEqualTo("sequence[0] must be an object");
    target.refused(400, "POST", "/recs/collections", 1, "{\"name\":\"C\",\"rules\":[]}");
    target.refused(400, "POST", "/recs/promotions", 1, "{\"name\":\"P\",\"type\":\"OTHER\"}");
  }

  @Test
  void designsAreJudgedWithoutBeingRefused() {
    JsonNode good =
        target.done(
            "POST",
            "/recs/designs/validate",
            1,
            "{\"name\":\"D\",\"script\":\"#if($entity1.id)$entity4.name#end\"}");
    assertThat(good.path("valid").asBoolean()).isTrue();
    assertThat(good.path("entityCount").asInt()).isEqualTo(4);
    JsonNode bad =
        target.done(
            "POST",
            "/recs/designs/validate",
            1,
            "{\"name\":\"D\",\"script\":\"#foreach($e in $entities) $e.name\"}");
    assertThat(bad.path("valid").asBoolean()).isFalse();
    assertThat(bad.path("errors")).hasSize(1);
    long id = target.create("/recs/designs", 1, "{\"name\":\"D\",\"script\":\"$entity1.id\"}");
    assertThat(target.get("/recs/designs/" + id + "?includeScript=false", 1).has("script"))
        .isFalse();
    assertThat(target.get("/recs/designs/" + id, 1).path("type").asText()).isEqualTo("OTHER");
    target.refused(
        400,
        "POST",
        "/recs/designs",
        1,
        "{\"name\":\"D\",\"script\":\"" + "x".repeat(65_001) + "\"}");
  }
}
