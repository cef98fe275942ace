package io.github.targetroutes.routes.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.law.Canary;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code error-dead-letter}: what Target refuses for good is kept, and the rest goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterRouteTest extends SandboxRoutesTest {

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("adobe.target.wait-when-exceeded", "1ms");
  }

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    super.configure(configuration);
    configuration.addRoutesBuilder(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:test-offers")
                .errorHandler(noErrorHandler())
                .split(body())
                .stopOnException()
                .to("direct:test-offer");
            from("direct:test-offer")
                .routeId("test-offer")
                .routeConfigurationId("target-errors")
                .setVariable("error.unit", body())
                .setVariable("error.what", simple("offer ${exchangeProperty.CamelSplitIndex}"))
                .setVariable("error.replay", constant("sync-offers-replay"))
                .setVariable("sync.run", constant("run-1"))
                .to("direct:target-call");
          }
        });
  }

  private Exchange offers(Object... units) {
    return call("direct:test-offers", List.of(units), "target.operation", "create-content-offer");
  }

  private static String offer(String name) {
    return "{\"name\":\"" + name + "\",\"content\":\"<b>\"}";
  }

  private List<Path> kept(String kind) throws IOException {
    Path folder = data.resolve("dead-letter");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(kind)).sorted().toList();
    }
  }

  @Test
  void oneRefusedUnitIsKeptAndTheNextOneGoesOn() throws IOException {
    int before = kept(".json").size();
    sandbox
        .faults()
        .add(
            Fault.status(503).after(1).times(2).on("POST", "/acme"),
            Fault.status(401).after(3).on("POST", "/acme"));
    try (LogLines log = LogLines.listen()) {
      Exchange exchange = offers(offer("A"), "{\"name\":\"\"}", offer("C"));

      assertThat(exchange.getException()).isNull();
      assertThat(new SandboxView(sandbox).state().path("offers").asInt()).isEqualTo(2);
      assertThat(log.at(Level.ERROR)).isEmpty();
      assertThat(log.at(Level.WARN))
          .extracting(line -> line.replaceAll("(?s)^.*( Target answered \\d+|^Kept).*", "$1"))
          .containsExactly(
              " Target answered 503",
              " Target answered 503",
              " Target answered 401",
              " Target answered 400");
    }
    Path file = kept(".json").get(before);
    JsonNode envelope = new ObjectMapper().readTree(file.toFile());
    assertThat(envelope.path("what").asText()).isEqualTo("offer 1");
    assertThat(envelope.path("why").asText())
        .matches(
            "Target answered 400 to create-content-offer: Validation\\.Error \"name is required and"
                + " must be text\" \\(request \\S+\\)\\. The call itself is wrong; .*");
    assertThat(envelope.path("route").asText()).isEqualTo("test-offer");
    assertThat(envelope.path("operation").asText()).isEqualTo("create-content-offer");
    assertThat(envelope.path("attempts").asInt()).isEqualTo(4);
    assertThat(envelope.path("run").asText()).isEqualTo("run-1");
    assertThat(envelope.path("replay").asText()).isEqualTo("sync-offers-replay");
    assertThat(file.resolveSibling(envelope.path("unit").asText())).hasContent("{\"name\":\"\"}");
  }

  @Test
  void whatIsKeptIsPrivateWholeAndWithoutSecrets() throws IOException {
    ImsTokens tokens = context.getRegistry().lookupByNameAndType("imsTokens", ImsTokens.class);
    File unit = put("units", "large.unit", "x".repeat(5_000_000)).toFile();
    sandbox.faults().add(Fault.status(400).on("POST", "/acme"));
    offers(unit);

    Path folder = data.resolve("dead-letter");
    assertThat(mode(folder)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .isNotEmpty()
          .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"))
          .noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
    List<Path> units = kept(".unit");
    assertThat(units.get(units.size() - 1)).hasSize(5_000_000);
    assertThat(unit).exists();
    Canary canary =
        Canary.knowing(
            Map.of(
                "token", tokens.current().value(),
                "secret", "sandbox-client-secret",
                "key", Files.readString(data.resolve("private.key"))));
    assertThat(canary.inFiles(folder, file -> false)).isEmpty();
  }

  @Test
  void afterARefusalThereIsNoBodyThatLooksLikeAnAnswer() {
    sandbox.faults().add(Fault.status(400).on("POST", "/acme"));
    Exchange exchange =
        call("direct:test-offer", offer("D"), "target.operation", "create-content-offer");

    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody()).isNull();
    assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aUnitThatNoFaultStoppedIsKeptWithTheReasonGiven() throws IOException {
    int before = kept(".json").size();
    call(
        "direct:error-dead-letter",
        null,
        "error.what",
        "batch 1/2 of run-1",
        "error.why",
        "Target got stuck on it",
        "error.unit",
        "batch=thirdPartyId,a",
        "error.sent",
        3,
        "error.replay",
        "sync-profiles-bulk-replay");

    Path file = kept(".json").get(before);
    JsonNode envelope = new ObjectMapper().readTree(file.toFile());
    assertThat(envelope.path("what").asText()).isEqualTo("batch 1/2 of run-1");
    assertThat(envelope.path("why").asText()).isEqualTo("Target got stuck on it");
    assertThat(envelope.path("attempts").asInt()).isEqualTo(3);
    assertThat(file.resolveSibling(envelope.path("unit").asText()))
        .hasContent("batch=thirdPartyId,a");
  }

  /** As after a crash between its keeping and the note of it. */
  @Test
  void aUnitThatHasANameOfItsOwnIsKeptOnce() throws IOException {
    for (String why : List.of("refused", "refused once more")) {
      call(
          "direct:error-dead-letter",
          null,
          "error.letter",
          "20250101-000000000-a.csv-batch-2",
          "error.why",
          why,
          "error.unit",
          "batch=thirdPartyId,a");
    }

    assertThat(kept(".json"))
        .filteredOn(
            file -> file.getFileName().toString().startsWith("20250101-000000000-a.csv-batch-2"))
        .singleElement()
        .satisfies(file -> assertThat(file).content().contains("refused once more"));
  }
}
