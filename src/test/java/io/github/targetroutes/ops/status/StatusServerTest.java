package io.github.targetroutes.ops.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.ops.RunReport;
import io.github.targetroutes.ops.Tally;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ops-status} and its helpers answer, and what they cost where they are not wanted. */
class StatusServerTest {

  private static final Path DASHBOARD = Path.of("config/grafana/target-routes.json");
  private static final Path OPERATIONS = Path.of("src/main/docs/operations.md");
  private static final Pattern METRIC = Pattern.compile("\\btarget_routes_[a-z_]+");

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private TestSandbox adobe;
  private TargetRoutes main;
  private String url;

  @BeforeEach
  void startSandbox() {
    adobe = TestSandbox.start(folder);
  }

  @AfterEach
  void stop() {
    if (main != null) {
      main.stop();
    }
    adobe.close();
  }

  private void run(Map<String, String> changes) {
    main = new TargetRoutes(List.of("prod"));
    main.addMainListener(new StatusServer());
    adobe.settings().forEach(main::addOverrideProperty);
    changes.forEach(main::addOverrideProperty);
    main.start();
  }

  private void serve(Map<String, String> changes) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + free.getLocalPort();
      main = null;
      Map<String, String> all = new HashMap<>(changes);
      all.put("ops.server.port", String.valueOf(free.getLocalPort()));
      free.close();
      run(all);
    }
  }

  private <T> T bean(String name, Class<T> type) {
    return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
  }

  private HttpResponse<String> get(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode json(String path) {
    try {
      return new ObjectMapper().readTree(get(path).body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitReady() {
    await().until(() -> get("/health/ready").statusCode() == 200);
  }

  private static RunReport report(String name) {
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    return new RunReport(
        name, "profiles-bulk", now, now, 10, 4, 3, 1, 2, 0, 1, 2, null, null, List.of());
  }

  @Test
  void thePageTellsHowItStandsAndNoSecret() throws IOException {
    Path letters = Files.createDirectories(folder.resolve("dead-letter"));
    Files.writeString(
        letters.resolve("20260101-1.json"),
        "{\"what\":\"batch 1/1 of <script>\",\"why\":\"Target said & no\"}");
    serve(Map.of());
    awaitReady();
    String token = bean("imsTokens", ImsTokens.class).current().value();
    String page = get("/status").body();

    assertThat(main.getCamelContext().getRoute("ops-status")).isNotNull();
    assertThat(page)
        .containsPattern("\\d+ h \\d+ min left")
        .contains("ready", "Nothing is under way.")
        .contains("batch 1/1 of &lt;script&gt;", "Target said &amp; no")
        .doesNotContain("<script", "src=", "href=");
    assertThat(json("/status.json").at("/token/fingerprint").asText())
        .isEqualTo(bean("imsTokens", ImsTokens.class).current().fingerprint());
    assertThat(json("/status.json").path("lettersWaiting").asInt()).isEqualTo(1);
    assertThat(List.of(page, get("/status.json").body(), get("/metrics").body()))
        .noneMatch(answer -> answer.contains(token))
        .noneMatch(answer -> answer.contains(adobe.options().clientSecret()));
    assertThat(get("/status").headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @Test
  void itIsNotReadyWhileImsRefusesTheCredentialAndSaysWhy() throws IOException {
    serve(Map.of("adobe.ims.client-secret", "mistyped"));
    await().until(() -> get("/health").body().contains("invalid_client"));

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/status").body()).contains("not ready", "invalid_client");
    assertThat(get("/metrics").body()).contains("target_routes_ready 0.0");
  }

  @Test
  void itIsNotReadyWhileTheStateStoreIsDown() throws IOException {
    serve(Map.of());
    awaitReady();

    bean("stateStore", HikariDataSource.class).close();

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(json("/health/ready").at("/troubles/0").asText())
        .startsWith("The state store can't be used");
    assertThat(get("/status").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAddUpTheAccountsAndAreThoseOfTheDashboardAndOfTheManual() throws IOException {
    serve(Map.of());
    awaitReady();
    bean("tally", Tally.class).note(report("a"));
    bean("tally", Tally.class).note(report("b"));
    String metrics = get("/metrics").body();

    assertThat(metrics)
        .contains("target_routes_records_total{flow=\"profiles-bulk\",outcome=\"accepted\"} 8.0")
        .contains("target_routes_records_total{flow=\"profiles-bulk\",outcome=\"skipped\"} 4.0")
        .contains("target_routes_lost_ratio{flow=\"profiles-bulk\"} 0.2")
        .contains("target_routes_quota_limit 45.0");
    assertThat(names(Files.readString(DASHBOARD))).isEqualTo(names(metrics));
    assertThat(names(Files.readString(OPERATIONS))).isEqualTo(names(metrics));
  }

  private static TreeSet<String> names(String text) {
    TreeSet<String> names = new TreeSet<>();
    METRIC.matcher(text).results().map(MatchResult::group).forEach(names::add);
    return names;
  }

  @Test
  void nothingOfItIsThereWhereNoPortIsSet() {
    run(Map.of());

    assertThat(main.getCamelContext().getRoute("ops-status")).isNull();
    assertThat(main.getCamelContext().hasComponent("platform-http")).isNull();
    assertThat(bean("statusView", Object.class)).isNull();
    assertThat(bean("metricsRegistry", Object.class)).isNull();
  }

  @Test
  void whatIsNoPortIsToldInOneSentence() {
    assertThatThrownBy(() -> run(Map.of("ops.server.port", "http")))
        .satisfies(
            fault ->
                assertThat(FaultLog.sentence(fault))
                    .isEqualTo(
                        "ops.server.port=http is no port; write a number from 1 to 65535, or"
                            + " nothing"));
  }

  @Test
  void aPortThatIsTakenIsToldInOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      assertThatThrownBy(() -> run(Map.of("ops.server.port", port)))
          .satisfies(
              fault ->
                  assertThat(FaultLog.sentence(fault))
                      .isEqualTo(
                          "The address 127.0.0.1:%s (ops.server.host, ops.server.port) can't be used: Address already in use; set another one"
                              .formatted(port)));
    }
  }
}
