package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminApiTest {

  /** A clock that stands still until it is moved. */
  private static final class HandClock extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private SandboxOptions options;
  private Sandbox sandbox;
  private Caller caller;
  private String token;

  @BeforeEach
  void start() {
    options = SandboxOptions.builder().stateDirectory(folder).clock(clock).build();
    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
    token = caller.token();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private HttpResponse<String> offers(String method, String path, String body) {
    return caller.admin(token, method, "/offers" + path, Caller.OFFERS, body);
  }

  private HttpResponse<String> audiences(String method, String path, String body) {
    return caller.admin(token, method, "/audiences" + path, Caller.AUDIENCES, body);
  }

  private static void targetError(HttpResponse<String> response, int status, String code) {
    JsonNode body = Caller.json(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(body.path("httpStatus").asInt()).isEqualTo(status);
    assertThat(body.path("requestId").asText()).hasSize(36);
    assertThat(body.path("requestTime").asText()).isEqualTo("2026-03-01T12:00:00.000Z");
    assertThat(body.at("/errors/0/errorCode").asText()).isEqualTo(code);
    assertThat(body.at("/errors/0/meta").isObject()).isTrue();
  }

  @Test
  void offerLivesFromCreateToDelete() {
    HttpResponse<String> created =
        offers("POST", "/content", "{\"name\":\"Hero\",\"content\":\"<b>Hi</b>\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Content-Type").orElse("")).startsWith(Caller.OFFERS);
    JsonNode offer = Caller.json(created);
    assertThat(offer.path("id").isIntegralNumber()).isTrue();
    assertThat(offer.path("modifiedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
    String path = "/content/" + offer.path("id").asLong();

    assertThat(Caller.json(offers("GET", path, null))).isEqualTo(offer);
    HttpResponse<String> updated =
        offers("PUT", path, "{\"name\":\"Hero 2\",\"content\":\"x\",\"workspace\":\"7\"}");
    assertThat(updated.statusCode()).isEqualTo(200);
    JsonNode listed = Caller.json(offers("GET", "", null)).at("/offers/0");
    assertThat(listed.path("name").asText()).isEqualTo("Hero 2");
    assertThat(listed.path("type").asText()).isEqualTo("content");
    assertThat(listed.has("content")).isFalse();

    HttpResponse<String> deleted = offers("DELETE", path, null);
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(Caller.json(deleted).path("name").asText()).isEqualTo("Hero 2");
    targetError(offers("GET", path, null), 404, "Resource.NotFound");
    targetError(offers("DELETE", path, null), 404, "Resource.NotFound");
    targetError(
        offers("PUT", path, "{\"name\":\"a\",\"content\":\"b\"}"), 404, "Resource.NotFound");
  }

  @Test
  void idsAreNeverUsedTwice() {
    String body = "{\"name\":\"A\",\"content\":\"a\"}";
    long first = Caller.json(offers("POST", "/content", body)).path("id").asLong();
    offers("DELETE", "/content/" + first, null);
    assertThat(Caller.json(offers("POST", "/content", body)).path("id").asLong())
        .isGreaterThan(first);
  }

  @Test
  void invalidOffersAreRefused() {
    for (String body :
        List.of(
            "{\"content\":\"x\"}",
            "{\"name\":\"\",\"content\":\"x\"}",
            "{\"name\":\"x\"}",
            "{\"name\":\"" + "n".repeat(251) + "\",\"content\":\"x\"}",
            "{\"name\":\"x\",\"content\":\"" + "c".repeat(1024 * 1024 + 1) + "\"}",
            "[]",
            "",
            "{\"name\":")) {
      targetError(offers("POST", "/content", body), 400, "Validation.Error");
    }
  }

  @Test
  void audienceNeedsANameOfItsOwnAndOneRule() {
    String rule = "\"targetRule\":{\"profile\":\"level\",\"equals\":[\"gold\"]}";
    HttpResponse<String> created = audiences("POST", "", "{\"name\":\"Gold\"," + rule + "}");
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode audience = Caller.json(created);
    assertThat(audience.path("status").asText()).isEqualTo("saved");
    String path = "/" + audience.path("id").asLong();
    targetError(audiences("POST", "", "{\"name\":\"Gold\"," + rule + "}"), 400, "Validation.Error");
    targetError(audiences("POST", "", "{\"name\":\"Bare\"}"), 400, "Validation.Error");
    targetError(
        audiences("POST", "", "{\"name\":\"Two\",\"audienceRule\":{}," + rule + "}"),
        400,
        "Validation.Error");
    assertThat(audiences("PUT", path, "{\"name\":\"Gold\"," + rule + "}").statusCode())
        .isEqualTo(200);
    JsonNode list = Caller.json(audiences("GET", "", null));
    assertThat(list.path("total").asInt()).isEqualTo(1);
    assertThat(list.at("/audiences/0/targetRule/profile").asText()).isEqualTo("level");
    assertThat(Caller.json(audiences("DELETE", path, null)).path("status").asText())
        .isEqualTo("deleted");
  }

  @Test
  void listsAreSortedFilteredAndPaged() {
    for (String name : List.of("b", "a", "c")) {
      offers("POST", "/content", "{\"name\":\"" + name + "\",\"content\":\"x\"}");
    }
    JsonNode page = Caller.json(offers("GET", "?sortBy=-name&limit=2&offset=1", null));
    assertThat(page.path("total").asInt()).isEqualTo(3);
    assertThat(page.path("offset").asInt()).isEqualTo(1);
    assertThat(page.path("limit").asInt()).isEqualTo(2);
    List<String> names = new ArrayList<>();
    page.path("offers").forEach(offer -> names.add(offer.path("name").asText()));
    assertThat(names).containsExactly("b", "a");
    assertThat(Caller.json(offers("GET", "?name=a&name=c", null)).path("total").asInt())
        .isEqualTo(2);
    assertThat(Caller.json(offers("GET", "", null)).path("limit").asInt())
        .isEqualTo(Integer.MAX_VALUE);
    targetError(offers("GET", "?limit=-1", null), 400, "Validation.Error");
    targetError(offers("GET", "?sortBy=colour", null), 400, "Validation.Error");
  }

  @Test
  void activitiesAreListed() {
    JsonNode list =
        Caller.json(caller.admin(token, "GET", "/activities?sortBy=id", Caller.AUDIENCES, null));
    assertThat(list.path("activities")).hasSizeGreaterThan(2);
    assertThat(list.at("/activities/0/type").asText()).isEqualTo("ab");
  }

  @Test
  void missingOldAndFutureVersionsAreUnsupported() {
    for (String type :
        new String[] {
          null,
          "application/json",
          "application/vnd.adobe.target.v1+json",
          "application/vnd.adobe.target.v3+json"
        }) {
      targetError(caller.admin(token, "GET", "/offers", type, null), 406, "Unsupported.Feature");
      targetError(
          caller.admin(token, "POST", "/offers/content", type, "{}"), 406, "Unsupported.Feature");
    }
    assertThat(
            caller
                .admin(token, "GET", "/offers", "application/json, " + Caller.OFFERS, null)
                .statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> bare(String... headers) {
    HttpRequest.Builder request =
        caller.to("/" + options.tenant() + "/target/offers").header("Accept", Caller.OFFERS);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return caller.send(request);
  }

  private static void gatewayError(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Caller.json(response).path("error_code").asText()).isEqualTo(code);
    assertThat(Caller.json(response).path("message").asText()).isNotEmpty();
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void gatewayChecksKeyThenToken() {
    gatewayError(bare(), 403, "403000");
    gatewayError(bare("X-Api-Key", "other"), 403, "403003");
    gatewayError(bare("X-Api-Key", options.clientId()), 403, "403010");
    gatewayError(
        bare("X-Api-Key", options.clientId(), "Authorization", "Bearer x.y.z"), 401, "401013");
    clock.now = clock.now.plus(Duration.ofHours(24));
    gatewayError(
        bare("X-Api-Key", options.clientId(), "Authorization", "Bearer " + token), 401, "401013");
  }

  @Test
  void unknownTenantIsForbiddenAndUnknownPathNotFound() {
    HttpRequest.Builder request =
        caller
            .to("/nobody/target/offers")
            .header("Accept", Caller.OFFERS)
            .header("X-Api-Key", options.clientId())
            .header("Authorization", "Bearer " + token);
    targetError(caller.send(request), 403, "Forbidden.Tenant");
    targetError(
        caller.admin(token, "GET", "/nothing", Caller.OFFERS, null), 404, "Resource.NotFound");
  }

  @Test
  void callNumber51InAMinuteGets503AndTheWindowSlides() {
    for (int i = 0; i < 50; i++) {
      assertThat(offers("GET", "", null).statusCode()).as("call %s", i + 1).isEqualTo(200);
      if (i == 24) {
        clock.now = clock.now.plusSeconds(30);
      }
    }
    assertThat(offers("GET", "", null).statusCode()).isEqualTo(503);
    assertThat(caller.upload(2, "batch=thirdPartyId,a\nx,1\n").statusCode()).isEqualTo(503);
    assertThat(caller.get("/m2/acmeclient/profile/update?mboxPC=1&profile.a=1").statusCode())
        .isEqualTo(200);
    assertThat(caller.profile("x").statusCode()).isEqualTo(404);
    assertThat(caller.token()).isNotEmpty();
    clock.now = clock.now.plusSeconds(31);
    for (int i = 0; i < 25; i++) {
      assertThat(offers("GET", "", null).statusCode()).isEqualTo(200);
    }
    assertThat(offers("GET", "", null).statusCode()).isEqualTo(503);
  }

  @Test
  void newProfileTokenEndsTheOldOne() {
    String path = "/authentication/token?authorizationScope=profile_api";
    assertThat(caller.admin(token, "GET", path, null, null).statusCode()).isEqualTo(404);
    HttpResponse<String> made = caller.admin(token, "POST", path, null, null);
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(Caller.json(made).path("expiresIn").asLong()).isEqualTo(7_775_999);
    assertThat(Caller.json(caller.admin(token, "GET", path, null, null)))
        .isEqualTo(Caller.json(made));
    assertThat(Caller.json(caller.admin(token, "POST", path, null, null)).path("accessToken"))
        .isNotEqualTo(Caller.json(made).path("accessToken"));
  }
}
