package io.github.targetroutes.sandbox;

import static io.github.targetroutes.sandbox.Caller.element;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

  private static final TestCredential CREDENTIAL = TestCredential.valid(TestKeys.ONE);

  @TempDir static Path folder;
  private static SandboxOptions options;
  private static Sandbox sandbox;
  private static Caller caller;
  private static String token;

  @BeforeAll
  static void start() {
    options =
        SandboxOptions.builder()
            .stateDirectory(folder)
            .batchDelay(Duration.ZERO)
            .callsPerMinute(100_000)
            .certificates(List.of(CREDENTIAL.certificate()))
            .build();
    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
    token = caller.token();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void clear() {
    sandbox.faults().clear();
  }

  private static HttpResponse<String> offers() {
    return caller.admin(token, "GET", "/offers", Caller.OFFERS, null);
  }

  /** Sends a request on a raw socket and gives everything that comes back until the end. */
  private static String raw(String method, String path, String body) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      socket.setSoTimeout(500);
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder read = new StringBuilder();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
      return read.toString();
    }
  }

  @Test
  void anErrorSaysWhatSomebodyMetAtAdobe() {
    sandbox
        .faults()
        .add(
            Fault.status(403).shape(Fault.Shape.GATEWAY).saying("403003", "Api Key is invalid"),
            Fault.status(409).saying("Name.Taken", "The name is taken"));

    assertThat(Caller.json(offers()).toString())
        .isEqualTo("{\"error_code\":\"403003\",\"message\":\"Api Key is invalid\"}");
    assertThat(offers().body()).contains("Name.Taken", "The name is taken");

    Fault read =
        FaultJson.read(
            FaultJson.write(sandbox.faults().list().get(0)).without(List.of("seen", "struck")));
    assertThat(read.said()).isEqualTo(new Fault.Said("403003", "Api Key is invalid"));
  }

  @Test
  void statusComesInTheBodyShapeOfTheDoor() {
    sandbox.faults().add(Fault.status(429).retryAfter("7").shape(Fault.Shape.GATEWAY));
    HttpResponse<String> gateway = offers();
    assertThat(gateway.statusCode()).isEqualTo(429);
    assertThat(gateway.headers().firstValue("Retry-After")).contains("7");
    assertThat(Caller.json(gateway).path("error_code").asText()).isEqualTo("429050");

    String date = "Sun, 01 Mar 2026 12:00:00 GMT";
    sandbox.faults().add(Fault.status(503).retryAfter(date));
    HttpResponse<String> target = offers();
    assertThat(target.statusCode()).isEqualTo(503);
    assertThat(target.headers().firstValue("Retry-After")).contains(date);
    assertThat(Caller.json(target).path("httpStatus").asInt()).isEqualTo(503);

    sandbox.faults().add(Fault.status(500));
    assertThat(Caller.json(caller.oauth("openid")).path("error").asText())
        .isEqualTo("internal_error");

    sandbox.faults().add(Fault.status(500).shape(Fault.Shape.EMPTY));
    assertThat(offers().body()).isEmpty();
    assertThat(offers().statusCode()).isEqualTo(200);
  }

  @Test
  void faultsStrikeInOrderAfterAndForAsLongAsTold() {
    sandbox
        .faults()
        .add(
            Fault.status(500).on("GET", "/acme/target/").after(1).times(2),
            Fault.status(401).matching("offers$").after(3));
    assertThat(List.of(offers(), offers(), offers(), offers(), offers()))
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 500, 500, 401, 200);
    sandbox.faults().add(Fault.status(500).on("POST", null).forever());
    assertThat(offers().statusCode()).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      assertThat(caller.oauth("openid").statusCode()).isEqualTo(500);
    }
    assertThat(sandbox.faults().list().get(2).struck()).isEqualTo(3);
  }

  @Test
  void chanceStrikesTheSameCallsWithTheSameSeedAndAsManyAsTold() {
    List<Integer> once = statuses(Fault.status(500).by(20, 7).forever());
    assertThat(statuses(Fault.status(500).by(20, 7).forever())).isEqualTo(once);
    assertThat(statuses(Fault.status(500).by(20, 8).forever())).isNotEqualTo(once);
    assertThat(once.stream().filter(status -> status == 500).count()).isBetween(10L, 30L);
    assertThat(statuses(Fault.status(500).by(100, 7).times(3))).startsWith(500, 500, 500, 200);
  }

  /** Those of 100 calls. */
  private static List<Integer> statuses(Fault fault) {
    sandbox.faults().clear();
    sandbox.faults().add(fault.on("GET", "/acme/target/"));
    return Stream.generate(() -> offers().statusCode()).limit(100).toList();
  }

  @Test
  void refusedWorkIsNotDoneUnlessToldSo() {
    String offer = "{\"name\":\"N\",\"content\":\"c\"}";
    int before = Caller.json(offers()).path("total").asInt();
    sandbox.faults().add(Fault.status(500).on("POST", null));
    caller.admin(token, "POST", "/offers/content", Caller.OFFERS, offer);
    assertThat(Caller.json(offers()).path("total").asInt()).isEqualTo(before);
    sandbox.faults().add(Fault.status(500).on("POST", null).butCarriedOut());
    assertThat(caller.admin(token, "POST", "/offers/content", Caller.OFFERS, offer).statusCode())
        .isEqualTo(500);
    assertThat(Caller.json(offers()).path("total").asInt()).isEqualTo(before + 1);
  }

  @Test
  void latencyDelaysTheAnswer() {
    sandbox.faults().add(Fault.latency(Duration.ofMillis(400)));
    long start = System.nanoTime();
    assertThat(offers().statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void resetIsSeenAsAReset() {
    sandbox.faults().add(Fault.reset());
    assertThatThrownBy(() -> raw("GET", "/x", "")).isInstanceOf(SocketException.class);
    sandbox.faults().add(Fault.reset().butCarriedOut());
    assertThatThrownBy(() -> raw("GET", "/rest/v1/profiles/1?client=acmeclient", ""))
        .isInstanceOf(SocketException.class);
    sandbox.faults().add(Fault.reset().on("POST", "/m2/"));
    assertThatThrownBy(() -> raw("POST", "/m2/acmeclient/v2/profile/batchUpdate", "batch=pcId"))
        .isInstanceOf(SocketException.class);
  }

  @Test
  void silenceKeepsTheConnectionOpen() {
    sandbox.faults().add(Fault.silence());
    assertThatThrownBy(() -> raw("GET", "/x", "")).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void truncatedAnswerEndsHalfWay() throws IOException {
    sandbox.faults().add(Fault.truncated());
    String read = raw("GET", "/rest/v1/profiles/1?client=acmeclient", "");
    String body = read.substring(read.indexOf("\r\n\r\n") + 4);
    assertThat(body).startsWith("{\"status\":404");
    int announced = Integer.parseInt(read.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
    assertThat(body).hasSize(announced / 2);
  }

  @Test
  void htmlComesWithStatus200() {
    sandbox.faults().add(Fault.html());
    HttpResponse<String> response = offers();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(response.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void stuckBatchAppliesNothing() {
    sandbox.faults().add(Fault.stuck());
    String status = caller.process(2, "batch=thirdPartyId,a\nstuck,1\n");
    assertThat(element(status, "status")).isEqualTo("stuck");
    assertThat(caller.profile("stuck").statusCode()).isEqualTo(404);
  }

  @Test
  void partialBatchLosesItsFirstRows() {
    sandbox.faults().add(Fault.partial(1, 2));
    String status = caller.process(2, "batch=thirdPartyId,a\np1,1\np2,1\np3,1\np4,1\n");
    assertThat(element(status, "failedUpdates")).isEqualTo("1");
    assertThat(element(status, "profilesNotFound")).isEqualTo("2");
    assertThat(element(status, "successfulUpdates")).isEqualTo("1");
    assertThat(caller.profile("p3").statusCode()).isEqualTo(404);
    assertThat(caller.profile("p4").statusCode()).isEqualTo(200);
  }

  @Test
  void shortTokensExpireSoon() {
    sandbox.faults().add(Fault.shortTokens(Duration.ofSeconds(90)).times(2));
    JsonNode oauth = Caller.json(caller.oauth("openid,target_sdk"));
    assertThat(oauth.path("expires_in").asLong()).isEqualTo(89);
    String jwt = CREDENTIAL.sign("RS256", caller.claims());
    assertThat(Caller.json(caller.exchange(jwt)).path("expires_in").asLong())
        .isBetween(89_000L, 90_000L);
    sandbox.faults().add(Fault.clockSkew(Duration.ofSeconds(91)));
    assertThat(
            caller
                .admin(oauth.path("access_token").asText(), "GET", "/offers", Caller.OFFERS, null)
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void revokedTokensAreInvalidAndNewOnesAreNot() {
    String old = caller.token();
    sandbox.faults().add(Fault.revoked());
    HttpResponse<String> refused = caller.admin(old, "GET", "/offers", Caller.OFFERS, null);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Caller.json(refused).path("error_code").asText()).isEqualTo("401013");
    token = caller.token();
    assertThat(offers().statusCode()).isEqualTo(200);
  }

  @Test
  void clockSkewShowsInDateAndInExpiry() {
    sandbox.faults().add(Fault.clockSkew(Duration.ofHours(25)).times(2));
    String jwt = CREDENTIAL.sign("RS256", caller.claims());
    HttpResponse<String> refused = caller.exchange(jwt);
    assertThat(Caller.json(refused).path("error_description").asText()).contains("expired");
    Instant date =
        ZonedDateTime.parse(
                refused.headers().firstValue("Date").orElseThrow(),
                DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();
    assertThat(Duration.between(Instant.now(), date))
        .isBetween(Duration.ofHours(24), Duration.ofHours(26));
    sandbox.faults().clear();
    sandbox.faults().add(Fault.clockSkew(Duration.ofHours(-25)));
    assertThat(Caller.json(caller.exchange(jwt)).path("error").asText()).isEqualTo("bad_request");
    assertThat(caller.exchange(jwt).statusCode()).isEqualTo(200);
  }

  @Test
  void convertedCredentialLooksTransient() {
    sandbox.faults().add(Fault.convertedCredential());
    HttpResponse<String> response = caller.exchange(CREDENTIAL.sign("RS256", caller.claims()));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(Caller.json(response).path("error").asText()).isEqualTo("internal_error");
    assertThat(Caller.json(response).path("error_description").asText())
        .isEqualTo("Please try again later");
    assertThat(caller.oauth("openid").statusCode()).isEqualTo(200);
  }

  @Test
  void faultsAreScriptedOverHttp() {
    HttpResponse<String> added =
        caller.post(
            "/sandbox/faults",
            "application/json",
            """
            [{"kind":"status","status":503,"body":"empty","method":"GET","path":"/acme/target",
              "retryAfter":3},
             {"kind":"shortTokens","duration":"30s","times":"forever"},
             {"kind":"clock-skew","duration":-1000,"after":9},
             {"kind":"partial","failed":1,"missing":2},
             {"kind":"latency","duration":10,"pattern":"nowhere","percent":2.5,"seed":42}]
            """);
    assertThat(added.statusCode()).isEqualTo(200);
    assertThat(sandbox.faults().list()).hasSize(5);
    assertThat(offers().statusCode()).isEqualTo(503);
    assertThat(Caller.json(caller.oauth("openid")).path("expires_in").asLong()).isEqualTo(29);
    JsonNode listed = Caller.json(caller.get("/sandbox/faults"));
    assertThat(listed.at("/0/struck").asInt()).isEqualTo(1);
    assertThat(listed.at("/1/times").asText()).isEqualTo("forever");
    assertThat(listed.at("/4/percent").asDouble()).isEqualTo(2.5);
    assertThat(listed.at("/4/seed").asLong()).isEqualTo(42);
    assertThat(caller.send(caller.to("/sandbox/faults").DELETE()).body()).isEqualTo("[]");
    for (String wrong :
        List.of(
            "{\"kind\":\"nonsense\"}",
            "{\"kind\":\"html\",\"colour\":1}",
            "{\"kind\":\"status\"}",
            "{\"kind\":\"latency\"}",
            "{\"kind\":\"html\",\"percent\":0}",
            "{\"kind\":\"html\",\"percent\":101}",
            "nonsense",
            "[{\"kind\":\"html\"},{\"kind\":\"html\",\"pattern\":\"(\"}]")) {
      assertThat(caller.post("/sandbox/faults", "application/json", wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(sandbox.faults().list()).isEmpty();
  }
}
