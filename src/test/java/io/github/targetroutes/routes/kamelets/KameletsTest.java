package io.github.targetroutes.routes.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.ImsFault;
import io.github.targetroutes.law.Canary;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.routes.Wiretap;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all Kamelets, in plain Camel. */
class KameletsTest {

  private static final String SECRET = "p8e-a&b+c%d#e=f/{g}h";

  @TempDir private Path folder;
  private TestSandbox adobe;
  private SandboxView view;

  @BeforeEach
  void start() {
    adobe = PlainCamel.sandbox(folder, SECRET);
    view = new SandboxView(adobe.sandbox());
  }

  @AfterEach
  void stop() {
    adobe.close();
  }

  /** A route that sends to one endpoint after the other, with the settings of the sandbox. */
  private PlainCamel route(String... uris) {
    return PlainCamel.with(PlainCamel.kamelets(adobe), to(uris));
  }

  private static RouteBuilder to(String... uris) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:in").to(uris);
      }
    };
  }

  private static Map<String, String> through(Wiretap wire, Map<String, String> settings) {
    settings.replaceAll((name, value) -> name.endsWith("adminUrl") ? wire.url() : value);
    return settings;
  }

  /** A Kamelet that calls Target, with a credential in its URI. */
  private static String call(String operation, TestSandbox adobe) {
    return "kamelet:adobe-target-call-action?operation="
        + operation
        + "&clientId="
        + adobe.options().clientId()
        + "&clientSecret=RAW("
        + adobe.options().clientSecret()
        + ")&tenant="
        + adobe.options().tenant()
        + "&imsUrl="
        + adobe.sandbox().url()
        + "&adminUrl="
        + adobe.sandbox().url();
  }

  @Test
  void kameletsOfTheSameSettingsShareOneToken() {
    try (PlainCamel camel =
        route(
            "kamelet:adobe-target-call-action?operation=list-offers",
            "kamelet:adobe-target-call-action?operation=list-audiences",
            "kamelet:adobe-target-entities-sink")) {
      camel.send("in", null);
    }
    assertThat(view.calls("offers.list")).isEqualTo(1);
    assertThat(view.calls("audiences.list")).isEqualTo(1);
    assertThat(view.calls("entities.save")).isEqualTo(1);
    assertThat(view.tokens()).isEqualTo(1);
  }

  @Test
  void twoCredentialsInOneContextMixNeitherTokensNorQuota(@TempDir Path other) throws Exception {
    try (TestSandbox second =
            TestSandbox.start(
                other,
                options -> options.clientId("feedfacefeedfacefeedfacefeedface").tenant("other"));
        PlainCamel camel =
            PlainCamel.with(
                Map.of(),
                new RouteBuilder() {
                  @Override
                  public void configure() {
                    from("direct:one").to(call("list-offers", adobe));
                    from("direct:two").to(call("list-offers", second));
                  }
                })) {
      adobe.sandbox().faults().add(Fault.status(503).retryAfter("3").times(1).on("GET", "/acme"));
      CompletableFuture<Exchange> throttled =
          CompletableFuture.supplyAsync(() -> camel.send("one", null));

      Exchange free = camel.send("two", null);
      assertThat(free.getException()).isNull();
      assertThat(throttled.isDone()).isFalse();
      assertThat(throttled.get().getException()).isNull();
      assertThat(view.tokens()).isEqualTo(1);
      assertThat(new SandboxView(second.sandbox()).tokens()).isEqualTo(1);
    }
  }

  @Test
  void aSecretOfAnyCharactersIsReadAsItIsAndShownNowhere() {
    List<String> seen = new ArrayList<>();
    try (LogLines lines = LogLines.listen()) {
      try (PlainCamel camel =
          route(
              "kamelet:adobe-target-call-action?operation=list-offers",
              call("list-audiences", adobe),
              "kamelet:adobe-ims-token-action")) {
        Exchange answered = camel.send("in", null);
        assertThat(answered.getException()).isNull();
        seen.add(answered.getMessage().getHeader("Authorization", String.class).substring(7));
        camel.context().getEndpoints().stream().map(Endpoint::toString).forEach(seen::add);
        seen.addAll(lines.raw());
      }
      seen.addAll(lines.raw());
    }
    assertThat(view.tokens()).isEqualTo(2);
    String token = seen.remove(0);
    assertThat(seen).anyMatch(text -> text.contains("adobe-target-call-action"));
    Canary canary = Canary.knowing(Map.of("client secret", SECRET, "token", token));
    assertThat(canary.in("what is shown", seen)).isEmpty();
  }

  @Test
  void aSecretMayBeAParameterInYaml() throws IOException {
    Path routes =
        Files.writeString(
            folder.resolve("mine.camel.yaml"),
            """
            - from:
                uri: direct:in
                steps:
                  - to:
                      uri: kamelet:adobe-target-call-action
                      parameters:
                        operation: list-offers
                        query: "name=a%20b;type=json"
                        clientSecret: "RAW({{secret}})"
            """);
    Map<String, String> settings = PlainCamel.kamelets(adobe);
    settings.put("secret", SECRET);
    settings.remove("camel.kamelet.adobe-target-call-action.clientSecret");
    try (Wiretap wire = Wiretap.before(adobe.sandbox().url());
        PlainCamel camel = PlainCamel.with(through(wire, settings), routes)) {
      Exchange answered = camel.send("in", null);
      assertThat(answered.getException()).isNull();
      assertThat(wire.last().request().uri()).contains("name=a%20b&type=json");
      assertThat(camel.context().getEndpoints())
          .extracting(Endpoint::toString)
          .noneMatch(uri -> uri.contains("p8e"));
    }
  }

  @Test
  void aSecretAmongThePropertiesIsInNoEndpoint() {
    try (PlainCamel camel = route("kamelet:adobe-target-call-action?operation=list-offers")) {
      assertThat(camel.context().getEndpoints())
          .extracting(Endpoint::getEndpointUri)
          .noneMatch(uri -> uri.contains("p8e"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adobe-target-call-action?operation=create-json-offer",
        "adobe-target-offers-sink?type=json"
      })
  void headersOfTheMessageChangeNothingAndStayWhatTheyAre(String kamelet) {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (String name :
        List.of(
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelRestHttpUri",
            "Authorization",
            "X-Api-Key",
            "Content-Type",
            "kafka.OVERRIDE_TOPIC")) {
      headers.put(name, "http://127.0.0.1:1/poison");
    }
    headers.put("CamelHttpMethod", "DELETE");
    try (Wiretap wire = Wiretap.before(adobe.sandbox().url())) {
      Map<String, String> settings = through(wire, PlainCamel.kamelets(adobe));
      try (PlainCamel camel = PlainCamel.with(settings, to("kamelet:" + kamelet))) {
        Exchange sent = camel.send("in", "{\"name\": \"A\", \"content\": {\"a\": 1}}", headers);

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeaders()).isEqualTo(headers);
        Wiretap.Request request = wire.last().request();
        assertThat(request.method() + " " + request.uri())
            .isEqualTo("POST /acme/target/offers/json");
        assertThat(request.header("authorization")).startsWith("Bearer ey");
        assertThat(request.headers().toString()).doesNotContain("poison");
      }
    }
  }

  @Test
  void aFaultOfTargetComesToTheErrorHandlerOfTheRoute() {
    RouteBuilder routes =
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(TargetFault.class)
                .handled(true)
                .setBody(simple("${exception.kind}: ${exception.message}"));
            from("direct:call")
                .to("kamelet:adobe-target-call-action?operation=get-audience&path=id=404404");
            from("direct:sink").to("kamelet:adobe-target-audiences-sink");
          }
        };
    try (PlainCamel camel = PlainCamel.with(PlainCamel.kamelets(adobe), routes)) {
      assertThat(camel.send("call", null).getMessage().getBody(String.class))
          .startsWith("REJECTED: Target answered 404 to get-audience");
      assertThat(camel.send("sink", "[{\"name\": \"A\"}]").getMessage().getBody(String.class))
          .startsWith("REJECTED: Target answered 400 to create-audience");
      assertThat(camel.send("sink", "no JSON").getMessage().getBody(String.class))
          .isEqualTo("REJECTED: The message is no JSON, so it is not sent to Target");
    }
    assertThat(view.calls("audiences.get")).isEqualTo(1);
    assertThat(view.calls("audiences.create")).isEqualTo(1);
  }

  @Test
  void aRefusedCredentialIsAFaultOfIms() {
    Map<String, String> settings = PlainCamel.kamelets(adobe);
    settings.put("camel.kamelet.adobe-ims-token-action.clientSecret", "wrong");
    try (PlainCamel camel = PlainCamel.with(settings, to("kamelet:adobe-ims-token-action"))) {
      assertThat(camel.send("in", null).getException()).isInstanceOf(ImsFault.class);
    }
  }

  @Test
  void aTokenThatWasRefusedIsRenewed() {
    try (PlainCamel camel =
        route(
            "kamelet:adobe-ims-token-action",
            "kamelet:adobe-ims-token-action/again",
            "kamelet:adobe-ims-token-action/renewed?renew=true")) {
      assertThat(camel.send("in", null).getException()).isNull();
    }
    assertThat(view.tokens()).isEqualTo(2);
  }

  @Test
  void theGrantMayBeAJwt() {
    String properties = "camel.kamelet.adobe-ims-token-action.";
    Map<String, String> settings = PlainCamel.kamelets(adobe);
    settings.put(properties + "grant", "jwt");
    settings.put(properties + "organizationId", adobe.options().organizationId());
    settings.put(properties + "technicalAccountId", adobe.options().technicalAccountId());
    settings.put(properties + "privateKey", adobe.privateKey().toString());
    try (PlainCamel camel = PlainCamel.with(settings, to("kamelet:adobe-ims-token-action"))) {
      assertThat(camel.send("in", null).getException()).isNull();
    }
    assertThat(view.state().at("/exchanges/jwt").asInt()).isEqualTo(1);
  }

  @Test
  void profileServersMayDemandTheirOwnToken(@TempDir Path other) {
    try (TestSandbox strict =
        TestSandbox.start(other, options -> options.profileAuthentication(true))) {
      Map<String, String> settings = PlainCamel.kamelets(strict);
      String kamelet = "camel.kamelet.adobe-target-profiles-sink.";
      settings.put(kamelet + "profileToken", "true");
      settings.put(kamelet + "clientId", strict.options().clientId());
      settings.put(kamelet + "clientSecret", strict.options().clientSecret());
      settings.put(kamelet + "tenant", strict.options().tenant());
      settings.put(kamelet + "imsUrl", strict.sandbox().url());
      settings.put(kamelet + "adminUrl", strict.sandbox().url());
      try (PlainCamel camel = PlainCamel.with(settings, to("kamelet:adobe-target-profiles-sink"))) {
        assertThat(camel.send("in", "[{\"id\": \"C1\", \"a\": 1}]").getException()).isNull();
      }
      assertThat(new SandboxView(strict.sandbox()).state().path("profiles").asInt()).isEqualTo(1);
    }
  }

  @Test
  void settingsOfTheSurroundingProgramChangeNothing() {
    Map<String, String> foreign =
        Map.of(
            "adobe.ims.client-secret",
            "foreign",
            "adobe.ims.url",
            "http://127.0.0.1:1",
            "path",
            "id=1",
            "camel.main.name",
            "mine");
    Map<String, String> settings = PlainCamel.kamelets(adobe);
    settings.putAll(foreign);
    foreign.forEach(System::setProperty);
    try (PlainCamel camel =
        PlainCamel.with(settings, to("kamelet:adobe-target-call-action?operation=list-offers"))) {
      assertThat(camel.send("in", null).getException()).isNull();
    } finally {
      foreign.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void whatIsMissingOrWrongIsSaidAtTheStart() {
    Map<String, String> settings = PlainCamel.kamelets(adobe);
    settings.remove("camel.kamelet.adobe-target-offers-sink.tenant");
    assertThatThrownBy(
            () -> PlainCamel.with(settings, to("kamelet:adobe-target-offers-sink")).close())
        .hasStackTraceContaining("the following mandatory parameters must be provided: tenant");
    assertThatThrownBy(() -> route("kamelet:adobe-ims-token-action?grant=password").close())
        .hasRootCauseInstanceOf(ConfigurationException.class);
  }

  @Test
  void recordsMayBeTextMapsAndListsOfBoth() {
    Map<String, Object> map = Map.of("id", "M", "name", "Map", "categories", List.of("a"));
    String text = "{\"id\": \"T\", \"name\": \"Text\", \"categories\": [\"a\"]}";
    try (PlainCamel camel = route("kamelet:adobe-target-entities-sink?batchSize=2")) {
      for (Object body :
          List.of(
              map,
              text,
              text.getBytes(),
              List.of(map, text, map),
              "[" + text + "]",
              List.of(),
              "[]")) {
        Exchange sent = camel.send("in", body);
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo(body);
      }
    }
    assertThat(view.calls("entities.save")).isEqualTo(6);
  }

  @Test
  void aRecordThatItsRouteFailsOnComesAgainAndTheOthersDoNot() {
    adobe.sandbox().faults().add(Fault.status(400).times(1).on("GET", "/acme"));
    List<String> taken = new CopyOnWriteArrayList<>();
    RouteBuilder routes =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("kamelet:adobe-target-list-source?operation=list-activities&onlyChanged=true"
                    + "&period=100&delay=0")
                .process(exchange -> take(exchange.getMessage().getBody(String.class)));
          }

          private void take(String record) {
            taken.add(record);
            if (record.startsWith("{\"id\":2,") && taken.indexOf(record) == taken.size() - 1) {
              throw new IllegalStateException("at the first time");
            }
          }
        };
    try (PlainCamel camel = PlainCamel.with(PlainCamel.kamelets(adobe), routes)) {
      await().until(() -> taken.size() >= 5);
      int calls = view.calls("activities.list");
      await().until(() -> view.calls("activities.list") > calls + 1);
      assertThat(camel.context().isStarted()).isTrue();
    }
    assertThat(taken).hasSize(5);
    assertThat(new HashSet<>(taken)).hasSize(4);
    assertThat(taken.get(4)).startsWith("{\"id\":2,");
  }
}
