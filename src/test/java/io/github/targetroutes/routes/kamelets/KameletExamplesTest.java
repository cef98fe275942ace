package io.github.targetroutes.routes.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.routes.SandboxView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation, run as anybody would run them. */
class KameletExamplesTest {

  private static final String AUDIENCE =
      """
      {"name": "Gold", "targetRule": {"profile": "tier", "equals": ["gold"]}}
      """;

  @TempDir private Path folder;
  private TestSandbox adobe;
  private SandboxView view;

  @BeforeEach
  void start() {
    adobe = PlainCamel.sandbox(folder, "p8e-secret");
    view = new SandboxView(adobe.sandbox());
  }

  @AfterEach
  void stop() {
    adobe.close();
  }

  private PlainCamel example(String kamelet) {
    return example(kamelet, Map.of());
  }

  private PlainCamel example(String kamelet, Map<String, String> more) {
    Map<String, String> settings = PlainCamel.adobe(adobe);
    settings.put("folder", folder.resolve("data").toString());
    settings.putAll(more);
    return PlainCamel.example(kamelet, settings);
  }

  private Path put(String name, String text) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String profile(String id) {
    try {
      URI uri =
          URI.create(
              adobe.sandbox().url()
                  + "/rest/v1/profiles/thirdPartyId/"
                  + id
                  + "?client="
                  + adobe.options().clientCode());
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aMessageGetsATokenForAnyApiOfAdobe() {
    String api = adobe.sandbox().url() + "/" + adobe.options().tenant() + "/target/properties";
    try (PlainCamel camel = example("adobe-ims-token-action", Map.of("api.url", api))) {
      Exchange answered = camel.send("properties", null);

      assertThat(answered.getException()).isNull();
      assertThat(answered.getMessage().getBody(String.class)).contains("\"properties\"");
      assertThat(answered.getMessage().getHeaders())
          .doesNotContainKeys("Authorization", "X-Api-Key");
    }
  }

  @Test
  void audiencesAreCreatedUpdatedAndReadAgain() {
    try (PlainCamel camel = example("adobe-target-audiences-sink")) {
      assertThat(camel.send("audiences", AUDIENCE).getException()).isNull();
      String created = camel.ask("list-audiences");
      assertThat(created).contains("\"Gold\"");
      String id = created.replaceFirst("(?s).*\"id\":(\\d+)[^{]*\"name\":\"Gold\".*", "$1");

      String renamed =
          AUDIENCE
              .replace("Gold", "Better than gold")
              .replace("{\"name", "{\"id\": " + id + ", \"name");
      assertThat(camel.send("audiences", List.of(renamed)).getException()).isNull();
      assertThat(camel.ask("list-audiences"))
          .contains("Better than gold")
          .doesNotContain("\"Gold\"");

      try (PlainCamel reader = example("adobe-target-call-action")) {
        Exchange read = reader.send("audience", id);
        assertThat(read.getException()).isNull();
        assertThat(read.getMessage().getBody(String.class)).contains("Better than gold");
      }
    }
  }

  @Test
  void anOfferIsCreatedAsItIs() {
    String offer =
        "{\"name\": \"Numbers\", \"content\": {\"big\": 12345678901234567890, \"exact\": 1.10}}";
    try (PlainCamel camel = example("adobe-target-offers-sink")) {
      Exchange sent = camel.send("offer", offer);

      assertThat(sent.getException()).isNull();
      assertThat(sent.getMessage().getBody()).isEqualTo(offer);
      assertThat(camel.ask("list-offers")).contains("\"Numbers\"");
      assertThat(view.calls("json.create") + view.state().path("calls").toString())
          .contains("json");
    }
  }

  @Test
  void customersInAFileAreABulkUpdateAndOneCustomerIsASingleOne() throws IOException {
    try (PlainCamel camel = example("adobe-target-profiles-sink")) {
      put(
          "customers/today.json",
          """
          [{"id": "C1", "tier": "gold", "city": "São Paulo, BR"}, {"id": "C2", "points": 1.10, "gone": null}]
          """);
      await().until(() -> view.state().path("profiles").asInt() == 2);

      assertThat(camel.send("customer", Map.of("id", "C2", "tier", "a&b=c%")).getException())
          .isNull();
      assertThat(profile("C1")).contains("\"gold\"", "São Paulo, BR");
      assertThat(profile("C2")).contains("\"1.10\"", "\"a&b=c%\"").doesNotContain("gone");
      assertThat(view.calls("profiles.update")).isEqualTo(1);
      assertThat(view.tokens()).isZero();
    }
  }

  @Test
  void productsAreSavedAndWhatIsRefusedIsKept() throws IOException {
    try (PlainCamel camel = example("adobe-target-entities-sink")) {
      put(
          "products/good.json",
          """
          [{"id": "P1", "name": "One", "categories": ["a"]}, {"id": "P2", "name": "Two", "categories": ["a"]}]
          """);
      await().until(() -> view.calls("entities.save") == 1);
      put("products/bad.json", "[{\"id\": \"P 3\"}]");

      Path refused = folder.resolve("data/refused/bad.json");
      await().until(() -> Files.exists(refused) && Files.size(refused) > 0);
      assertThat(Files.readString(refused)).contains("P 3");
    }
  }

  @Test
  void aListIsTakenOnceAndThenWhatHasChanged() throws IOException {
    String prefix = "camel.kamelet.adobe-target-list-source.";
    Map<String, String> often = Map.of(prefix + "period", "200", prefix + "delay", "0");
    Path lines = folder.resolve("data/offers.jsonl");
    try (PlainCamel camel = example("adobe-target-list-source", often)) {
      await().until(() -> view.calls("offers.list") > 2);
      int all = Files.exists(lines) ? Files.readAllLines(lines).size() : 0;
      assertThat(create(camel, "First")).isNull();
      await().until(() -> Files.exists(lines) && Files.readAllLines(lines).size() == all + 1);
      int calls = view.calls("offers.list");
      await().until(() -> view.calls("offers.list") > calls + 2);

      assertThat(Files.readAllLines(lines))
          .hasSize(all + 1)
          .last()
          .asString()
          .contains("\"First\"");
    }
  }

  private static Exception create(PlainCamel camel, String name) {
    Exchange exchange = camel.context().getEndpoint("direct:x").createExchange();
    exchange.getMessage().setBody(Map.of("name", name, "content", "x"));
    return camel
        .context()
        .createProducerTemplate()
        .send("kamelet:adobe-target-offers-sink", exchange)
        .getException();
  }

  @Test
  void yesterdaysReportOfAnActivityIsAFile() throws IOException {
    String prefix = "camel.kamelet.adobe-target-reports-source.";
    Map<String, String> once = Map.of("activity", "1", prefix + "delay", "0");
    LocalDate yesterday = LocalDate.now(ZoneId.of("Europe/Berlin")).minusDays(1);
    try (PlainCamel camel = example("adobe-target-reports-source", once)) {
      await().until(() -> reports().size() == 1);

      assertThat(Files.readString(reports().get(0)))
          .contains(
              "\"activityId\":1",
              "\"statistics\"",
              "\"startMillis\":"
                  + yesterday.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant().toEpochMilli());
    }
  }

  private List<Path> reports() throws IOException {
    Path reports = folder.resolve("data/reports");
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      return files.toList();
    }
  }
}
