package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivitiesTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir static Path folder;
  private static PlayedTarget target;
  private static long offer;

  @BeforeAll
  static void start() {
    target = new PlayedTarget(folder);
    offer = target.create("/offers/content", 2, "{\"name\":\"O\",\"content\":\"x\"}");
  }

  @AfterAll
  static void stop() {
    target.close();
  }

  private static String body(String more) {
    return "{\"name\":\"A\",\"thirdPartyId\":\"t" + NUMBER.incrementAndGet() + "\"" + more + "}";
  }

  private static String shown(long offerId, int percentage) {
    return body(
        ",\"options\":[{\"optionLocalId\":1,\"offerId\":"
            + offerId
            + "}],\"locations\":{\"mboxes\":[{\"locationLocalId\":7,\"name\":\"m\"}]},"
            + "\"experiences\":[{\"experienceLocalId\":0,\"visitorPercentage\":"
            + percentage
            + ",\"optionLocations\":[{\"locationLocalId\":7,\"optionLocalId\":1}]}]");
  }

  @Test
  void kindsShareListIdsAndExternalIds() {
    long ab = target.create("/activities/ab", 3, body(""));
    long xt = target.create("/activities/xt", 3, body(""));
    long abt = target.create("/activities/abt", 2, body(""));
    String last = body("");
    long auto = target.create("/activities/autoallocate", 1, last);
    JsonNode list =
        target.get(
            "/activities?sortBy=id&id=" + ab + "&id=" + xt + "&id=" + abt + "&id=" + auto, 3);
    assertThat(PlayedTarget.texts(list.path("activities"), "type"))
        .containsExactly("ab", "xt", "abt", "auto_allocate");
    target.refused(404, "GET", "/activities/xt/" + ab, 3, null);
    assertThat(target.refused(400, "POST", "/activities/ab", 3, last))
        .isEqualTo("thirdPartyId must be unique among activities; " + auto + " has it");
    target.done("PUT", "/activities/autoallocate/" + auto, 1, last);
  }

  @Test
  void deletedActivityGivesItsExternalIdFree() {
    String body = body("");
    long id = target.create("/activities/ab", 3, body);
    JsonNode gone = target.done("DELETE", "/activities/ab/" + id, 3, null);
    assertThat(gone.path("state").asText()).isEqualTo("deleted");
    assertThat(gone.path("thirdPartyId").asText()).matches("t\\d+_\\d{13}");
    target.refused(404, "GET", "/activities/ab/" + id, 3, null);
    target.create("/activities/ab", 3, body);
  }

  @Test
  void settersWorkWithAndWithoutTheType() {
    long id = target.create("/activities/ab", 3, body(",\"state\":\"saved\""));
    String one = "/activities/" + id;
    assertThat(
            target
                .done("PUT", one + "/state", 1, "{\"state\":\"approved\"}")
                .path("state")
                .asText())
        .isEqualTo("approved");
    target.done("PUT", "/activities/ab/" + id + "/priority", 1, "{\"priority\":999}");
    target.done("PUT", one + "/name", 1, "{\"name\":\"New\"}");
    JsonNode scheduled =
        target.done(
            "PUT",
            one + "/schedule",
            1,
            "{\"startsAt\":\"2026-03-01\",\"endsAt\":\"2026-03-02T10:00+02:00\"}");
    assertThat(scheduled.path("endsAt").asText()).isEqualTo("2026-03-02T08:00:00Z");
    JsonNode now = target.get("/activities/ab/" + id, 3);
    assertThat(now.path("priority").asInt()).isEqualTo(999);
    assertThat(now.path("name").asText()).isEqualTo("New");
    assertThat(target.get(one + "/changelog", 1).path("total").asInt()).isEqualTo(4);

    target.refused(400, "PUT", one + "/state", 1, "{\"state\":\"paused\"}");
    target.refused(400, "PUT", one + "/priority", 1, "{\"priority\":1000}");
    target.refused(400, "PUT", one + "/name", 1, "{}");
    target.refused(
        400,
        "PUT",
        one + "/schedule",
        1,
        "{\"startsAt\":\"2026-03-02\",\"endsAt\":\"2026-03-01\"}");
    target.refused(404, "PUT", "/activities/xt/" + id + "/name", 1, "{\"name\":\"x\"}");
    target.done("PUT", one + "/state", 1, "{\"state\":\"deleted\"}");
    target.refused(404, "GET", "/activities/ab/" + id, 3, null);
  }

  @Test
  void updateThatSaysNothingOfTheStateKeepsIt() {
    String body = body("");
    long id = target.create("/activities/ab", 3, body);
    target.done("PUT", "/activities/" + id + "/state", 1, "{\"state\":\"approved\"}");
    assertThat(target.done("PUT", "/activities/ab/" + id, 3, body).path("state").asText())
        .isEqualTo("approved");
  }

  @Test
  void partsMustFitTogetherAndOffersMustExist() {
    long id = target.create("/activities/ab", 3, shown(offer, 100));
    assertThat(target.refused(400, "DELETE", "/offers/content/" + offer, 2, null))
        .isEqualTo("It can't be deleted: it is used by activities " + id);
    target.create("/activities/ab", 3, shown(0, 100));
    assertThat(target.refused(400, "POST", "/activities/ab", 3, shown(4711, 100)))
        .isEqualTo("options[0].offerId names 4711, which is none of offers");
    assertThat(target.refused(400, "POST", "/activities/ab", 3, shown(offer, 101)))
        .isEqualTo("experiences[0].visitorPercentage must be 0..100");
    assertThat(
            target.refused(
                400,
                "POST",
                "/activities/xt",
                3,
                shown(offer, 100).replace("\"optionLocalId\":1}]}", "\"optionLocalId\":2}]}")))
        .isEqualTo("optionLocalId 2 of optionLocations is not there");
    assertThat(
            target.refused(
                400,
                "POST",
                "/activities/ab",
                3,
                body(",\"entryConstraint\":{\"mboxes\":[{\"name\":\"m\",\"audienceIds\":[9]}]}")))
        .isEqualTo("entryConstraint.mboxes[0].audienceIds[0] names 9, which is none of audiences");
    target.done("DELETE", "/activities/ab/" + id, 3, null);
  }

  @Test
  void previewLinksAreOnePerExperience() {
    long id = target.create("/activities/ab", 3, shown(offer, 100));
    JsonNode links =
        target.done(
            "POST",
            "/activities/ab/" + id + "/qamode",
            3,
            "{\"url\":\"https://www.example.com/?a=b\"}");
    assertThat(links.path("qaModeExperiences")).hasSize(1);
    assertThat(links.at("/qaModeExperiences/0/url").asText())
        .startsWith("https://www.example.com/?a=b&at_preview_token=")
        .contains("at_preview_index=1_1")
        .endsWith("at_preview_listed_activities_only=true");
    target.refused(400, "POST", "/activities/ab/" + id + "/qamode", 3, "{}");
  }
}
