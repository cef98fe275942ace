package io.github.targetroutes.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest {

  private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

  @TempDir Path folder;
  private final DeadLetter deadLetter = new DeadLetter(new MutableClock("2026-03-01T12:00:00Z"));

  @BeforeAll
  static void start() throws Exception {
    CONTEXT.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:sync-offers-replay").routeId("sync-offers-replay").log("x");
            from("direct:target-call").routeId("target-call").log("x");
          }
        });
    CONTEXT.start();
  }

  @AfterAll
  static void stop() throws IOException {
    CONTEXT.close();
  }

  private static Exchange exchange(Object... variables) {
    Exchange exchange = new DefaultExchange(CONTEXT);
    for (int i = 0; i < variables.length; i += 2) {
      exchange.setVariable((String) variables[i], variables[i + 1]);
    }
    return exchange;
  }

  private static Exchange failed() {
    Exchange exchange =
        exchange(
            "error.what", "offer Hero",
            "error.why", "Target answered 400",
            "error.replay", "sync-offers-replay",
            "error.dead-letter", "20260301-1",
            "sync.run", "run-1",
            "target.operation", "update-content-offer",
            "target.path", Map.of("id", "7"),
            "target.query", Map.of("q", "ü"));
    exchange.setProperty(Exchange.FAILURE_ROUTE_ID, "sync-offers-send");
    exchange.getMessage().setHeader("Authorization", "Bearer eyJcanary");
    exchange.getMessage().setBody("eyJcanary");
    return exchange;
  }

  private JsonNode envelope(Exchange exchange) throws IOException {
    return new ObjectMapper().readTree(deadLetter.envelope(exchange));
  }

  @Test
  void theEnvelopeSaysWhatFailedWhyWhereAndHowToRepeatItAndNothingElse() throws IOException {
    assertThat(envelope(failed()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"what":"offer Hero","why":"Target answered 400","route":"sync-offers-send",
                     "operation":"update-content-offer","path":{"id":"7"},"query":{"q":"ü"},
                     "attempts":1,"run":"run-1","time":"2026-03-01T12:00:00Z",
                     "replay":"sync-offers-replay","unit":"20260301-1.unit"}
                    """));
  }

  @Test
  void adobesWordsAreMaskedInTheEnvelope() throws IOException {
    Exchange exchange = failed();
    exchange.setVariable(
        "error.why",
        "Target answered 400: \"Bad token eyJhbGciOiJSUzI1NiJ9.eyJpZCI6IjEyMzQ1Njc4OTAifQ.c2ln\"");

    assertThat(envelope(exchange).path("why").asText())
        .contains("Bad token")
        .doesNotContain("eyJpZCI");
  }

  @Test
  void aRouteThatCountsForItselfIsBelieved() throws IOException {
    Exchange exchange = failed();
    exchange.setVariable("error.sent", 3);

    assertThat(envelope(exchange).path("attempts").asInt()).isEqualTo(3);
  }

  private Exchange letter(String envelope) throws IOException {
    Path file = Files.writeString(folder.resolve("d-1.json"), envelope);
    return exchange("error.envelope", file.toString());
  }

  @Test
  void anOpenedLetterHasTheVariablesThatItHadBefore() throws IOException {
    Exchange before = failed();
    before.setVariable("error.dead-letter", "d-1");
    Path unit = Files.writeString(folder.resolve("d-1.unit"), "{}");
    Exchange after = letter(new String(deadLetter.envelope(before)));
    deadLetter.open(after);

    for (String name :
        new String[] {
          "error.what",
          "error.replay",
          "sync.run",
          "target.operation",
          "target.path",
          "target.query"
        }) {
      assertThat(after.getVariable(name)).as(name).isEqualTo(before.getVariable(name));
    }
    assertThat(after.getMessage().getBody()).isEqualTo(unit.toFile());
    assertThat(after.getVariable("error.unit")).isEqualTo(unit.toFile());
    assertThat(after.getVariable("error.replay-of")).isEqualTo("d-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sync-offers-replay   | ../secret.unit      | its unit d-1.unit must lie beside it",
        "sync-offers-replay   | /etc/passwd         | its unit d-1.unit must lie beside it",
        "sync-offers-replay   | other.unit          | its unit d-1.unit must lie beside it",
        "target-call          | d-1.unit            | \"target-call\" (replay) is no route",
        "sync-unknown-replay  | d-1.unit            | \"sync-unknown-replay\" (replay) is no route",
        "sync-a?block=x-replay| d-1.unit            | (replay) is no route that takes dead letters",
        "{{env:HOME}}-replay  | d-1.unit            | (replay) is no route that takes dead letters",
      })
  void aForgedEnvelopeIsRefused(String replay, String unit, String why) throws IOException {
    Files.writeString(folder.resolve("d-1.unit"), "{}");
    Files.writeString(folder.resolve("other.unit"), "{}");
    Exchange letter = letter("{\"replay\":\"%s\",\"unit\":\"%s\"}".formatted(replay, unit));

    assertThatThrownBy(() -> deadLetter.open(letter))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Dead letter d-1.json can't be put through again: ")
        .hasMessageContaining(why);
    assertThat(letter.getVariable("error.replay")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "[]", "null", "{\"unit\"", "\"d-1.unit\"", "{\"attempts\":[]}"})
  void whatIsNoEnvelopeIsRefusedWithoutItsText(String text) throws IOException {
    Exchange letter = letter(text);

    assertThatThrownBy(() -> deadLetter.open(letter))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Dead letter d-1.json can't be put through again: it is no envelope of a dead letter");
  }

  @Test
  void aLinkIsNoUnit() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "secret");
    Files.createSymbolicLink(folder.resolve("d-1.unit"), elsewhere);
    Exchange letter = letter("{\"replay\":\"sync-offers-replay\",\"unit\":\"d-1.unit\"}");

    assertThatThrownBy(() -> deadLetter.open(letter)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void theUnitGoesWhereItsEnvelopeGoes() throws IOException {
    Files.writeString(folder.resolve("d-1.unit"), "{}");
    Exchange letter = letter("{}");
    letter.setVariable("error.folder", "done");
    deadLetter.moveUnit(letter);
    deadLetter.moveUnit(letter);

    assertThat(folder.resolve("done/d-1.unit")).hasContent("{}");
    assertThat(folder.resolve("d-1.unit")).doesNotExist();
  }
}
