package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

  private static final String CONTEXT =
      "\"context\":{\"channel\":\"web\",\"address\":{\"url\":\"https://shop.example.com/a\"}}";

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

  private static String body(String more) {
    return "{" + CONTEXT + more + "}";
  }

  private static String refused(String session, String body) {
    JsonNode answer = target.delivery(session, body);
    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(400);
    return answer.path("message").asText();
  }

  private static String mboxes(int count) {
    return ",\"execute\":{\"mboxes\":["
        + IntStream.range(0, count)
            .mapToObj(i -> "{\"index\":" + i + ",\"name\":\"m" + i + "\"}")
            .collect(Collectors.joining(","))
        + "]}";
  }

  @Test
  void visitMakesAProfileAndAnswersEveryMboxWithNothing() {
    JsonNode answer =
        target.delivery(
            "s1",
            body(
                ",\"requestId\":\"r1\",\"id\":{\"thirdPartyId\":\"C1\"},\"execute\":{\"mboxes\":[{"
                    + "\"index\":3,\"name\":\"hero\",\"profileParameters\":{\"level\":\"gold\","
                    + "\"empty\":\"\"}}]}"));
    assertThat(answer.path("status").asInt()).isEqualTo(200);
    assertThat(answer.path("requestId").asText()).isEqualTo("r1");
    assertThat(answer.at("/id/tntId").asText()).isNotEmpty();
    assertThat(answer.at("/execute/mboxes").toString())
        .isEqualTo("[{\"index\":3,\"name\":\"hero\"}]");
    JsonNode profile = Caller.json(target.caller.profile("C1")).path("profileAttributes");
    assertThat(profile.at("/level/value").asText()).isEqualTo("gold");
    assertThat(profile.has("empty")).isFalse();
    assertThat(
            target
                .caller
                .get(
                    "/rest/v1/profiles/"
                        + answer.at("/id/tntId").asText()
                        + "?client="
                        + target.options.clientCode())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void visitIsSeenByTheAdminApi() {
    target.delivery("s2", body(mboxes(1)));
    assertThat(PlayedTarget.texts(target.get("/mboxes", 1).path("mboxes"), "name")).contains("m0");
    assertThat(target.get("/mbox/m0", 1).path("name").asText()).isEqualTo("m0");
    assertThat(target.state("hosts").toString()).contains("shop.example.com");
    target.done("PUT", "/hosts/shop.example.com", 1, "{\"environmentId\":2}");
    target.delivery("s2", body(mboxes(1)));
    assertThat(target.state("hosts"))
        .contains("{\"name\":\"shop.example.com\",\"environmentId\":2}");
    target.refused(404, "PUT", "/hosts/nowhere.example.com", 1, "{\"environmentId\":2}");
    target.refused(400, "PUT", "/hosts/shop.example.com", 1, "{\"environmentId\":77}");
    target.delivery(
        "s2", body(",\"execute\":{\"pageLoad\":{\"profileParameters\":{\"seenByAdmin\":\"1\"}}}"));
    assertThat(target.get("/profileattributes/mbox", 1).path("mboxProfileAttributes").toString())
        .contains("seenByAdmin");
  }

  @Test
  void limitsOfACallAreKept() {
    assertThat(target.delivery("s3", body(mboxes(50))).path("status").asInt()).isEqualTo(200);
    assertThat(refused("s3", body(mboxes(51)))).endsWith("size must be between 0 and 50");
    for (String session : new String[] {"", "a%20b", "a%2Fb", "a%3Fb", "a%7Bb", "s".repeat(129)}) {
      assertThat(refused(session, body(""))).startsWith("sessionId");
    }
    assertThat(refused("s3", "{}")).startsWith("context.channel");
    assertThat(refused("s3", "{")).isEqualTo("The body is no JSON");
    assertThat(refused("s3", body(",\"id\":{\"tntId\":\"" + "t".repeat(129) + "\"}")))
        .startsWith("id.tntId");
    assertThat(
            refused(
                "s3",
                body(
                    ",\"execute\":{\"pageLoad\":{\"profileParameters\":{\"a\":\""
                        + "v".repeat(257)
                        + "\"}}}")))
        .contains("a value exceeds 256 characters");
    assertThat(
            target
                .caller
                .post("/rest/v1/delivery?client=nobody&sessionId=s", "application/json", body(""))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void propertyTokenMustBeThatOfAProperty() {
    String token =
        target
            .done("POST", "/properties", 1, "{\"name\":\"Shop\",\"channel\":\"web\"}")
            .path("token")
            .asText();
    assertThat(
            target
                .delivery("s4", body(",\"property\":{\"token\":\"" + token + "\"}"))
                .path("status")
                .asInt())
        .isEqualTo(200);
    assertThat(refused("s4", body(",\"property\":{\"token\":\"other\"}")))
        .isEqualTo("Invalid property token");
  }

  @Test
  void deliverySpendsNoQuota(@TempDir Path other) {
    try (PlayedTarget small = new PlayedTarget(other, options -> options.callsPerMinute(1))) {
      small.get("/offers", 2);
      assertThat(small.call("GET", "/recs/designs", 1, null).statusCode()).isEqualTo(503);
      assertThat(small.call("GET", "/activities/ab/1/report/orders", 1, null).statusCode())
          .isEqualTo(503);
      assertThat(small.delivery("s", body("")).path("status").asInt()).isEqualTo(200);
    }
  }

  @Test
  void clientSettingDemandsAProfileToken() {
    target.done("PATCH", "/clients/settings", 1, "{\"enableProfileApiAuthentication\":true}");
    assertThat(target.caller.profile("nobody").statusCode()).isEqualTo(403);
    target.done("PATCH", "/clients/settings", 1, "{\"enableProfileApiAuthentication\":false}");
    assertThat(target.caller.profile("nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void blockedFeaturesAreKeptByActivityAndForAll() {
    String none = target.get("/models/features/blockList/3", 1).toString();
    assertThat(none).isEqualTo("{\"blockedFeatures\":[],\"blockedFeatureSources\":[]}");
    String blocked = "{\"blockedFeatures\":[\"GEO_CITY\"],\"blockedFeatureSources\":[]}";
    assertThat(
            target.call("PUT", "/models/features/blockList/3", "application/json", blocked).body())
        .isEqualTo(blocked);
    assertThat(target.get("/models/features/blockList/3", 1).toString()).isEqualTo(blocked);
    assertThat(target.get("/models/features/blockList/global", 1).toString()).isEqualTo(none);
    assertThat(target.get("/models/features/3", 1).path("features")).isNotEmpty();
    for (String path : new String[] {"blockList/4711", "4711"}) {
      JsonNode error = Caller.json(target.call("GET", "/models/features/" + path, 1, null));
      assertThat(error.path("status").asInt()).isEqualTo(404);
      assertThat(error.path("message").asText()).isEqualTo("No activity with id 4711");
    }
    assertThat(
            target
                .call("PUT", "/models/features/blockList/global", "application/json", "{}")
                .statusCode())
        .isEqualTo(400);
  }
}
