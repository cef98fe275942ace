package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLinesTest {

  private static final String ENTITY =
      "{\"id\":\"b\",\"name\":\"N\",\"categories\":[\"c\"],\"attributes\":{\"value\":\"1.5\"}}";

  @TempDir Path folder;

  @Test
  void theSameDoneTwiceLeavesTheSameState() {
    try (PlayedTarget first = new PlayedTarget(folder.resolve("1"));
        PlayedTarget second = new PlayedTarget(folder.resolve("2"))) {
      second.clock.advance(java.time.Duration.ofDays(3));
      for (PlayedTarget target : List.of(first, second)) {
        target.create("/offers/content", 2, "{\"name\":\"O\",\"content\":\"x\"}");
        target.create("/properties", 1, "{\"name\":\"P\",\"channel\":\"web\"}");
        target.done(
            "POST",
            "/recs/entities",
            1,
            "{\"entities\":[{\"id\":\"b\",\"name\":\"N\",\"categories\":[\"c\"]},"
                + "{\"id\":\"a\",\"name\":\"N\",\"categories\":[\"c\"]}]}");
        target.caller.process(2, "batch=thirdPartyId,z,a\nx,1,2\ny,1,2\n");
      }
      for (String kind :
          List.of("offers", "properties", "activities", "entities", "profiles", "hosts")) {
        assertThat(first.state(kind)).isEqualTo(second.state(kind)).isNotEmpty();
      }
      assertThat(first.state("offers"))
          .containsExactly(
              "{\"id\":1,\"type\":\"content\",\"name\":\"O\",\"content\":\"x\","
                  + "\"workspace\":\"1\"}");
      assertThat(first.state("entities"))
          .first()
          .asString()
          .startsWith("{\"id\":\"a\",\"name\":\"N\"");
      assertThat(first.state("profiles"))
          .contains("{\"thirdPartyId\":\"x\",\"attributes\":{\"a\":\"2\",\"z\":\"1\"}}");
      assertThat(first.caller.get("/sandbox/state/nothing").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whatWasToldCanBeGivenToAnother() {
    try (PlayedTarget first = new PlayedTarget(folder.resolve("1"));
        PlayedTarget second = new PlayedTarget(folder.resolve("2"))) {
      long offer = first.create("/offers/json", 2, "{\"name\":\"O\",\"content\":{\"a\":1}}");
      String option = "{\"optionLocalId\":0,\"offerId\":" + offer + "}";
      first.create("/activities/ab", 3, "{\"name\":\"A\",\"options\":[" + option + "]}");
      first.done("POST", "/recs/entities", 1, "{\"entities\":[" + ENTITY + "]}");
      first.caller.process(2, "batch=thirdPartyId,z,a\nx,1,2\n");

      for (String kind : List.of("activities", "offers", "entities", "profiles")) {
        String lines = String.join("\n", first.state(kind));
        assertThat(given(second, kind, lines)).isEqualTo("204 ");
        assertThat(second.state(kind)).isEqualTo(first.state(kind)).isNotEmpty();
      }
      assertThat(second.refused(400, "DELETE", "/offers/json/" + offer, 2, null))
          .contains("activities");
      assertThat(second.create("/offers/content", 2, "{\"name\":\"N\",\"content\":\"c\"}"))
          .as("an id is never used twice")
          .isEqualTo(offer + 1);
    }
  }

  @Test
  void whatCanNotBeTakenIsRefusedWithItsLineAndLeavesNothing() {
    try (PlayedTarget target = new PlayedTarget(folder)) {
      String good = "{\"id\":34,\"type\":\"content\",\"name\":\"O\",\"content\":\"c\"}\n";
      assertThat(given(target, "offers", good + "{\"id\":35,\"type\":\"content\",\"name\":\"O\"}"))
          .isEqualTo("400 Line 2 can't be taken: content is required.\n");
      assertThat(given(target, "offers", good + "{\"id\":35,\"type\":\"tea\"}"))
          .isEqualTo("400 Line 2 can't be taken: its type is unknown.\n");
      assertThat(given(target, "audiences", "{\"id\":0,\"name\":\"A\",\"targetRule\":{}}"))
          .isEqualTo("400 Line 1 can't be taken: its id must be a whole number from 1 on.\n");
      assertThat(given(target, "profiles", "{\"attributes\":{\"a\":\"1\"}}"))
          .isEqualTo("400 Line 1 can't be taken: it has neither a thirdPartyId nor a pcId.\n");
      assertThat(given(target, "entities", "{\"id\":\"p 1\"}")).contains("id must be free of");
      assertThat(given(target, "offers", "[]")).contains("it is no JSON object");
      assertThat(given(target, "offers", "{")).contains("it is no JSON");
      assertThat(given(target, "mboxes", "{}")).contains("nothing of the kind mboxes is taken");
      assertThat(target.state("offers")).isEmpty();
    }
  }

  private static String given(PlayedTarget target, String kind, String lines) {
    var answer = target.caller.post("/sandbox/state/" + kind, "application/x-ndjson", lines);
    return answer.statusCode() + " " + answer.body();
  }

  @Test
  void stateOutlivesTheSandboxAndResetForgetsIt() {
    try (PlayedTarget target = new PlayedTarget(folder)) {
      target.create("/recs/designs", 1, "{\"name\":\"D\",\"script\":\"x\"}");
      target.done("PATCH", "/clients/settings", 1, "{\"locale\":\"de_DE\"}");
      target.done("DELETE", "/environments/2", 1, null);
    }
    try (PlayedTarget target = new PlayedTarget(folder)) {
      assertThat(target.state("designs")).hasSize(1);
      assertThat(target.state("environments")).hasSize(2);
      assertThat(target.get("/clients/settings", 1).path("locale").asText()).isEqualTo("de_DE");
      target.caller.post("/sandbox/reset", "text/plain", "");
      JsonNode counts = Caller.json(target.caller.get("/sandbox/state"));
      assertThat(counts.path("designs").asInt()).isZero();
      assertThat(counts.path("entities").asInt()).isZero();
      assertThat(counts.path("activities").asInt()).isEqualTo(4);
      assertThat(PlayedTarget.texts(environments(target), "id")).containsExactly("1", "2", "3");
    }
    try (PlayedTarget target = new PlayedTarget(folder)) {
      assertThat(target.get("/clients/settings", 1).path("locale").asText()).isEqualTo("en_US");
      assertThat(target.create("/recs/designs", 1, "{\"name\":\"D\",\"script\":\"x\"}"))
          .isEqualTo(2);
    }
  }

  /** The default profile's tenant has that name. */
  @Test
  void tenantCalledSandboxIsCountedAndStruckByFaultsLikeAnyOther() {
    try (PlayedTarget target = new PlayedTarget(folder, options -> options.tenant("sandbox"))) {
      target.get("/offers", 2);
      target.sandbox.faults().add(Fault.status(500).on("GET", "/sandbox/target/offers"));
      assertThat(target.call("GET", "/offers", 2, null).statusCode()).isEqualTo(500);
      assertThat(
              Caller.json(target.caller.get("/sandbox/state")).at("/calls/offers.list").toString())
          .isEqualTo("{\"total\":2,\"200\":1,\"500\":1}");
    }
  }

  private static JsonNode environments(PlayedTarget target) {
    return Json.node(
        target.state("environments").stream()
            .map(line -> Json.read(line, JsonNode.class))
            .toList());
  }
}
