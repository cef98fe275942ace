package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {

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
  void reset() {
    // The token is forgotten too, so that everything is deleted by hand.
    for (String offer : PlayedTarget.texts(target.get("/offers", 2).path("offers"), "id")) {
      target.call("DELETE", "/offers/content/" + offer, 2, null);
      target.call("DELETE", "/offers/json/" + offer, 2, null);
    }
  }

  private static long offer(String name) {
    return target.create("/offers/content", 2, "{\"name\":\"" + name + "\",\"content\":\"x\"}");
  }

  private static List<String> names(String query) {
    return PlayedTarget.texts(target.get("/offers" + query, 2).path("offers"), "name");
  }

  @Test
  void offersOfAllKindsStandInOneListAndAreReadByTheirKindAlone() {
    long content = offer("a");
    long json = target.create("/offers/json", 2, "{\"name\":\"b\",\"content\":{\"k\":[1]}}");
    assertThat(PlayedTarget.texts(target.get("/offers", 2).path("offers"), "type"))
        .containsExactly("content", "json");
    assertThat(target.get("/offers/json/" + json, 2).at("/content/k/0").asInt()).isEqualTo(1);
    target.refused(404, "GET", "/offers/json/" + content, 2, null);
    target.refused(404, "GET", "/offers/content/" + json, 2, null);
  }

  @Test
  void listsTakeNegationCommasAndIntervals() {
    long first = offer("a");
    target.clock.advance(Duration.ofDays(1));
    offer("b");
    target.clock.advance(Duration.ofDays(1));
    offer("c,d");
    assertThat(names("?name=!b")).containsExactly("a", "c,d");
    assertThat(names("?name=!b&name=!a")).containsExactly("c,d");
    assertThat(names("?id=" + first + "," + (first + 1))).containsExactly("a", "b");
    assertThat(names("?name=c,d")).containsExactly("c,d");
    String day = target.clock.instant().minus(Duration.ofDays(1)).toString();
    String end = target.clock.instant().toString();
    assertThat(names("?modifiedAt=" + day + "/" + end)).containsExactly("b");
    assertThat(names("?sortBy=type&sortBy=-name")).containsExactly("c,d", "b", "a");
    assertThat(names("?sortBy=type,-id&limit=1&offset=1")).containsExactly("b");
    assertThat(names("?limit=2&offset=2")).containsExactly("c,d");
    assertThat(names("?limit=2&offset=3")).isEmpty();
  }

  @Test
  void sortedPagesSeeWhatHasChanged() {
    offer("b");
    assertThat(names("?sortBy=name")).containsExactly("b");
    long a = offer("a");
    assertThat(names("?sortBy=name")).containsExactly("a", "b");
    target.done("PUT", "/offers/content/" + a, 2, "{\"name\":\"z\",\"content\":\"x\"}");
    assertThat(names("?sortBy=name")).containsExactly("b", "z");
    target.done("DELETE", "/offers/content/" + a, 2, null);
    assertThat(names("?sortBy=name")).containsExactly("b");
  }

  @Test
  void limitsOfFieldsAreKept() {
    Map<String, String> wrong =
        Map.of(
            "{\"name\":\"P\"}", "channel is required",
            "{\"name\":\"P\",\"channel\":\"tv\"}",
                "channel must be one of [web, mobile, email, other]",
            "{\"name\":7,\"channel\":\"web\"}", "name must be text",
            "{\"name\":\"P\",\"channel\":\"web\",\"workspaces\":\"1\"}",
                "workspaces must be a list",
            "{\"name\":\"P\",\"channel\":\"web\",\"workspaces\":[1]}",
                "workspaces[0] must be text");
    wrong.forEach(
        (body, message) ->
            assertThat(target.refused(400, "POST", "/properties", 1, body)).isEqualTo(message));
    String most = "\"1\",".repeat(200) + "\"1\"";
    assertThat(
            target.refused(
                400,
                "POST",
                "/properties",
                1,
                "{\"name\":\"P\",\"channel\":\"web\",\"workspaces\":[" + most + "]}"))
        .isEqualTo("workspaces must have 0..200");
    assertThat(
            target.refused(
                400,
                "POST",
                "/offers/content",
                2,
                "{\"name\":\"x\",\"content\":\"" + "ü".repeat(512 * 1024 + 1) + "\"}"))
        .isEqualTo("content must not exceed 1024 KB");
  }

  @Test
  void audiencesArePatchedInTheirWorkspaceAlone() {
    long id =
        target.create("/audiences", 3, "{\"name\":\"Patched\",\"targetRule\":{\"page\":\"url\"}}");
    JsonNode patched =
        target.done("PATCH", "/audiences/" + id, 3, "{\"workspace\":\"9\",\"name\":\"Other\"}");
    assertThat(patched.path("workspace").asText()).isEqualTo("9");
    assertThat(patched.path("name").asText()).isEqualTo("Patched");
  }

  @Test
  void updateKeepsTokenAndDayOfBirth() {
    JsonNode made =
        target.done("POST", "/properties", 1, "{\"name\":\"Kept\",\"channel\":\"web\"}");
    target.clock.advance(Duration.ofHours(1));
    JsonNode updated =
        target.done(
            "PUT",
            "/properties/" + made.path("id").asLong(),
            1,
            "{\"name\":\"Kept\",\"channel\":\"email\"}");
    assertThat(updated.path("token")).isEqualTo(made.path("token"));
    assertThat(updated.path("createdAt")).isEqualTo(made.path("createdAt"));
    assertThat(updated.path("modifiedAt")).isNotEqualTo(made.path("modifiedAt"));
  }

  @Test
  void whatTargetBringsAlongCanNotBeDeleted() {
    assertThat(target.refused(400, "DELETE", "/environments/1", 1, null))
        .isEqualTo("It can't be deleted: its default is true");
    assertThat(target.refused(400, "DELETE", "/responsetokens/1", 1, null))
        .isEqualTo("It can't be deleted: its deletable is false");
    target.done("DELETE", "/environments/3", 1, null);
  }

  @Test
  void otherTypesAndOtherMethodsAreRefused() {
    assertThat(
            target
                .call("PUT", "/hosts/www.example.com", "text/plain", "environmentId=1")
                .statusCode())
        .isEqualTo(415);
    assertThat(target.call("PATCH", "/hosts/www.example.com", 1, "{}").statusCode()).isEqualTo(405);
    assertThat(target.call("DELETE", "/offers", 2, null).statusCode()).isEqualTo(405);
  }

  @Test
  void documentsAreReplacedOrPatched() {
    assertThat(
            target
                .done("PATCH", "/clients/settings", 1, "{\"locale\":\"de_DE\"}")
                .path("timeZone")
                .asText())
        .isEqualTo("UTC");
    JsonNode replaced = target.done("PUT", "/clients/settings", 1, "{\"locale\":\"fr_FR\"}");
    assertThat(replaced.has("timeZone")).isFalse();
    assertThat(target.get("/clients/settings", 1)).isEqualTo(replaced);
    assertThat(
            target.refused(
                400,
                "PUT",
                "/environments/defaults",
                1,
                "{\"reportingEnvironmentId\":99,\"newHostEnvironmentId\":1}"))
        .contains("reportingEnvironmentId names 99");
    target.refused(400, "GET", "/clients/ipfilter/ADMIN", 1, null);
    target.done("PUT", "/clients/ipfilter/ADMIN?tenantClientCode=a", 1, "[{\"ip\":\"10.0.0.1\"}]");
    assertThat(
            target
                .get("/clients/ipfilter/ADMIN?tenantClientCode=a", 1)
                .at("/ipFilters/0/ip")
                .asText())
        .isEqualTo("10.0.0.1");
  }

  @Test
  void everyChangeIsARevisionAndTheLatestHundredAreKept() {
    long id = offer("r");
    for (int i = 0; i < 100; i++) {
      target.done("PUT", "/offers/content/" + id, 2, "{\"name\":\"r" + i + "\",\"content\":\"x\"}");
    }
    JsonNode log = target.get("/revisions/offer/" + id + "?limit=1", 1);
    assertThat(log.path("total").asInt()).isEqualTo(100);
    long newest = log.at("/revisions/0/id").asLong();
    assertThat(log.at("/revisions/0/operation").asText()).isEqualTo("update");
    assertThat(
            target
                .get("/revisions/offer/" + id + "/revision/" + newest, 1)
                .path("jsonData")
                .asText())
        .contains("\"name\":\"r99\"");
    String now = target.clock.instant().toString();
    assertThat(
            target
                .get("/revisions/offer/" + id + "/revision?timestamp=" + now, 1)
                .at("/summary/id")
                .asLong())
        .isEqualTo(newest);
    target.refused(400, "GET", "/revisions/offer", 1, null);
    target.clock.advance(Duration.ofDays(2));
    assertThat(target.get("/revisions/offer?modifiedBy=Target", 1).path("total").asInt()).isZero();
  }
}
