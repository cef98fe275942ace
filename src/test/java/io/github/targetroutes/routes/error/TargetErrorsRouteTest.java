package io.github.targetroutes.routes.error;

import static io.github.targetroutes.sandbox.Fault.Shape.GATEWAY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.target.TargetFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code target-errors}: what is repeated, how often, and what becomes of the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetErrorsRouteTest extends SandboxRoutesTest {

  private static final String CALL = "direct:test-call";
  private static final int RETRIES = 2;

  private LogLines log;

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("error.target.retries", Integer.toString(RETRIES));
    settings.setProperty("error.target.throttled-retries", "3");
    settings.setProperty("error.target.pending-retries", "12");
    settings.setProperty("error.target.pending-delays", "0:1");
    settings.setProperty("adobe.target.response-timeout", "2000");
    settings.setProperty("adobe.target.wait-when-exceeded", "20ms");
  }

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    super.configure(configuration);
    configuration.addRoutesBuilder(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(CALL)
                .routeConfigurationId("target-errors")
                .to("direct:target-call")
                .setVariable("test.went-on", constant(true));
            from("direct:test-two-calls")
                .routeConfigurationId("target-errors")
                .to("direct:target-call")
                .setVariable("target.operation", constant("list-audiences"))
                .to("direct:target-call");
            from("direct:test-follow")
                .routeConfigurationId("target-errors")
                .to("direct:test-follow-once");
            from("direct:test-follow-once")
                .errorHandler(noErrorHandler())
                .to("direct:target-call")
                .process(TargetErrorsRouteTest::pendingTenTimes);
          }
        });
  }

  private static void pendingTenTimes(Exchange exchange) {
    int asked = exchange.getVariable("test.asked", 0, Integer.class);
    exchange.setVariable("test.asked", asked + 1);
    if (asked < 10) {
      throw new TargetFault(TargetFault.Kind.PENDING, "Not yet", null, null);
    }
  }

  @BeforeEach
  void begin() {
    ImsTokens tokens = context.getRegistry().lookupByNameAndType("imsTokens", ImsTokens.class);
    tokens.current();
    tokens.stop();
    view().reset();
    tokens.start();
    log = LogLines.listen();
  }

  @AfterEach
  void end() {
    log.close();
    sandbox.faults().clear();
  }

  private SandboxView view() {
    return new SandboxView(sandbox);
  }

  private Exchange listOffers() {
    return call(CALL, null, "target.operation", "list-offers");
  }

  private Exchange createOffer(Object body) {
    return call(
        CALL,
        body,
        "target.operation",
        "create-content-offer",
        "error.what",
        "offer Hero",
        "error.unit",
        body);
  }

  private static void assertOk(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getVariable("test.went-on")).isEqualTo(true);
  }

  private static TargetFault fault(Exchange exchange) {
    assertThat(exchange.getVariable("test.went-on")).isNull();
    assertThat(exchange.getException()).isInstanceOf(TargetFault.class);
    return (TargetFault) exchange.getException();
  }

  private List<Path> deadLetters() throws IOException {
    Path folder = data.resolve("dead-letter");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  @Test
  void aRefusedTokenIsReplacedOnceAndTheCallRepeatedOnce() {
    listOffers();
    sandbox.faults().add(Fault.revoked().on("GET", "/acme/target/"));
    assertOk(listOffers());

    assertThat(view().calls("offers.list")).isEqualTo(3);
    assertThat(view().tokens()).isEqualTo(2);
    assertThat(log.at(Level.WARN))
        .singleElement()
        .asString()
        .startsWith("Attempt 1 of 2 failed, the next one follows in 0 ms: Target answered 401")
        .contains("401013 \"Oauth token is not valid\"");
  }

  @Test
  void aSecondRefusalStopsWithTheSentenceAboutTheCredential() {
    sandbox.faults().add(Fault.status(401).shape(GATEWAY).on("GET", "/acme/target/").forever());
    TargetFault fault = fault(listOffers());

    assertThat(view().calls("offers.list")).isEqualTo(2);
    assertThat(view().tokens()).isEqualTo(2);
    assertThat(fault)
        .hasMessageMatching(
            "Target answered 401 to list-offers: 401013 \"Oauth token is not valid\" \\(request \\S+\\)\\."
                + " The token was refused; if a new one is refused too, the credential is revoked,"
                + " converted or lacks Target's scopes: look at it in the Console");
    assertThat(log.at(Level.ERROR)).containsExactly(fault.getMessage());
    assertThat(ExitCode.of(fault)).isEqualTo(3);
  }

  @Test
  void aTokenThatEndsDuringALongWaitIsReplacedAllTheSame() {
    sandbox
        .faults()
        .add(Fault.status(503).times(2).on("GET", "/acme"), Fault.status(401).on("GET", "/acme"));
    assertOk(listOffers());

    assertThat(view().calls("offers.list")).isEqualTo(4);
    assertThat(view().tokens()).isEqualTo(2);
  }

  @Test
  void aMissingRightIsNeverTriedAgain() {
    sandbox.faults().add(Fault.status(403).shape(GATEWAY).on("GET", "/acme").forever());
    TargetFault fault = fault(listOffers());

    assertThat(view().calls("offers.list")).isEqualTo(1);
    assertThat(view().tokens()).isEqualTo(1);
    assertThat(fault).hasMessageContaining("403025").hasMessageContaining("product profile");
    assertThat(log.at(Level.WARN)).isEmpty();
    assertThat(log.at(Level.ERROR)).containsExactly(fault.getMessage());
  }

  @Test
  void everybodyWaitsAsLongAsTargetAsksAndTheBodyIsSentAgainWhole() throws Exception {
    sandbox.faults().add(Fault.status(429).shape(GATEWAY).retryAfter("1").on("POST", "/acme"));
    String offer = "{\"name\":\"Hero\",\"content\":\"" + "x".repeat(500_000) + "\"}";
    CompletableFuture<Exchange> first =
        CompletableFuture.supplyAsync(
            () -> createOffer(new ByteArrayInputStream(offer.getBytes(UTF_8))));
    await().until(() -> view().calls("offers.create") == 1);
    Exchange second = listOffers();

    assertOk(first.get());
    assertOk(second);
    assertThat(first.get().getMessage().getBody(String.class)).contains("x".repeat(500_000));
    List<JsonNode> requests = view().requests(3);
    assertThat(requests).extracting(r -> r.path("status").asInt()).contains(429, 201, 200);
    Instant refused = Instant.parse(requests.get(0).path("time").asText());
    assertThat(requests.subList(1, 3))
        .allSatisfy(
            r ->
                assertThat(Duration.between(refused, Instant.parse(r.path("time").asText())))
                    .isGreaterThan(Duration.ofMillis(900)));
  }

  @Test
  void aQuotaThatStaysUsedUpEndsInOneSentence() {
    sandbox.faults().add(Fault.status(503).on("GET", "/acme").forever());
    TargetFault fault = fault(listOffers());

    assertThat(view().calls("offers.list")).isEqualTo(4);
    assertThat(fault.kind()).isEqualTo(TargetFault.Kind.THROTTLED);
    assertThat(log.at(Level.ERROR)).containsExactly(fault.getMessage());
    assertThat(ExitCode.of(fault)).isEqualTo(4);
  }

  private static final Map<String, Supplier<Fault>> TROUBLE =
      Map.of(
          "500", () -> Fault.status(500),
          "502", () -> Fault.status(502).shape(Fault.Shape.EMPTY),
          "503010", () -> Fault.status(503).shape(GATEWAY),
          "reset", Fault::reset,
          "silence", Fault::silence,
          "truncated", Fault::truncated,
          "html", Fault::html);

  @ParameterizedTest
  @ValueSource(strings = {"500", "502", "503010", "reset", "silence", "truncated", "html"})
  void whatDoesNoHarmIsRepeatedWithBackOff(String trouble) {
    sandbox.faults().add(TROUBLE.get(trouble).get().times(RETRIES).on("GET", "/acme"));
    assertOk(listOffers());

    assertThat(view().calls("offers.list")).isEqualTo(RETRIES + 1);
    assertThat(log.at(Level.WARN))
        .hasSize(RETRIES)
        .allMatch(
            line -> line.matches("Attempt \\d of 3 failed, the next one follows in \\d+ ms: .*"));
  }

  @Test
  void troubleThatStaysEndsInOneSentenceAfterAllAttempts() {
    sandbox.faults().add(Fault.reset().on("GET", "/acme").forever());
    TargetFault fault = fault(listOffers());

    assertThat(view().calls("offers.list")).isEqualTo(RETRIES + 1);
    assertThat(log.at(Level.ERROR)).containsExactly(fault.getMessage());
    assertThat(fault)
        .hasMessage(
            "Target did not answer list-offers (Connection reset). Check adobe.target.admin-url,"
                + " adobe.target.edge-url, the network and the proxy");
    assertThat(ExitCode.of(fault)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "reset", "silence", "truncated"})
  void aCreateThatMayHaveBeenDoneIsKeptInsteadOfRepeated(String trouble) throws IOException {
    int before = deadLetters().size();
    sandbox.faults().add(TROUBLE.get(trouble).get().butCarriedOut().on("POST", "/acme"));
    Exchange exchange = createOffer("{\"name\":\"Hero\",\"content\":\"1\"}");

    assertOk(exchange);
    assertThat(view().state().path("offers").asInt()).isEqualTo(1);
    assertThat(view().calls("offers.create")).isEqualTo(1);
    assertThat(deadLetters()).hasSize(before + 1);
    assertThat(log.at(Level.ERROR)).isEmpty();
    assertThat(log.at(Level.WARN))
        .singleElement()
        .asString()
        .startsWith("Kept as dead letter ")
        .endsWith(
            "Whether it was done is unknown, so it is not sent again by itself: look in Target before"
                + " you send it again");
  }

  @Test
  void aBatchThatWasLongPendingHasAllItsAttemptsWhenTheNetworkFails() {
    sandbox.faults().add(Fault.status(500).after(10).times(RETRIES).on("GET", "/acme"));
    Exchange exchange = call("direct:test-follow", null, "target.operation", "list-offers");

    assertThat(exchange.getException()).isNull();
    assertThat(view().calls("offers.list")).isEqualTo(10 + RETRIES + 1);
  }

  @Test
  void aBatchThatStaysPendingIsGivenUpForNow() {
    Exchange exchange =
        call("direct:test-follow", null, "target.operation", "list-offers", "test.asked", -99);

    assertThat(exchange.getException()).hasMessage("Not yet");
    assertThat(view().calls("offers.list")).isEqualTo(13);
    assertThat(log.at(Level.WARN)).as("pending is no fault").isEmpty();
  }

  @Test
  void theNextCallOfAnExchangeHasAllItsAttempts() {
    sandbox
        .faults()
        .add(
            Fault.status(500).times(RETRIES).on("GET", "/acme/target/offers"),
            Fault.status(500).times(RETRIES).on("GET", "/acme/target/audiences"),
            Fault.status(401).on("GET", "/acme/target/audiences"));
    Exchange exchange = call("direct:test-two-calls", null, "target.operation", "list-offers");

    assertThat(exchange.getException()).isNull();
    assertThat(view().calls("offers.list")).isEqualTo(RETRIES + 1);
    assertThat(view().calls("audiences.list")).isEqualTo(RETRIES + 2);
  }
}
