package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.Wiretap;
import io.github.targetroutes.routes.Wiretap.Answer;
import io.github.targetroutes.routes.Wiretap.Request;
import io.github.targetroutes.target.TargetFault;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code target-call}: what neither a caller's data nor a friendly 200 can bring about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetCallSafetyRouteTest extends SandboxRoutesTest {

  /** Names and values that some version of some Camel component obeyed in a message. */
  private static final String POISON =
      """
      {"id": 9223372036854775807, "big": 12345678901234567890, "exact": 1.10, "unknown": {"new": []},
       "CamelHttpUri": "http://127.0.0.1:1/", "CamelHttpMethod": "DELETE", "Authorization": "Bearer x",
       "kafka.OVERRIDE_TOPIC": "evil", "{{env:HOME}}": "{{env:HOME}} ${body} ${env:HOME}"}
      """;

  // Without initial values: they are set while the constructor of the superclass runs.
  private Wiretap target;
  private String answer;

  @Override
  protected void settings(Properties settings) {
    target = Wiretap.answering(request -> Answer.json(answer));
    settings.setProperty("adobe.target.admin-url", target.url());
    settings.setProperty("adobe.target.edge-url", target.url());
  }

  @AfterAll
  void close() {
    target.close();
  }

  @BeforeEach
  void answerNothing() {
    answer = "{}";
  }

  private Exchange send(String operation, Object body, Map<String, ?> query, String confirm) {
    return call(
        "direct:target-call",
        body,
        "target.operation",
        operation,
        "target.query",
        query,
        "target.confirm",
        confirm);
  }

  @Test
  void bodiesAndAnswersPassAsTheyAreWhateverTheirFieldsAreCalled() {
    answer = POISON;
    Exchange exchange = send("create-json-offer", POISON, Map.of(), null);

    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(POISON);
    Request request = target.last().request();
    assertThat(request.text()).isEqualTo(POISON);
    assertThat(request.method() + " " + request.uri()).isEqualTo("POST /acme/target/offers/json");
    assertThat(request.header("authorization")).startsWith("Bearer ey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CamelHttpUri",
        "CamelRestHttpUri",
        "CamelHttpPath",
        "CamelHttpQuery",
        "CamelHttpMethod",
        "Authorization",
        "kafka.OVERRIDE_TOPIC",
        "{{env:HOME}}"
      })
  void aHeaderOfUserDataChangesNoRequestAndLeaksNothing(String header) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setHeader(header, "http://127.0.0.1:1/{{env:HOME}}?x=${env:HOME}");
    exchange.setVariable("target.operation", "get-audience");
    exchange.setVariable("target.path", Map.of("id", 5, header, "{{env:HOME}}"));
    template.send("direct:target-call", exchange);

    assertThat(exchange.getException()).isNull();
    Request request = target.last().request();
    assertThat(request.method() + " " + request.uri()).isEqualTo("GET /acme/target/audiences/5");
    assertThat(request.header("authorization")).startsWith("Bearer ey");
    assertThat(request.headers().toString())
        .doesNotContain("127.0.0.1:1/", "env:HOME", System.getenv("HOME"));
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
  }

  @Test
  void aQueryValueOfUserDataStaysAValue() {
    String value = "{{env:HOME}}&limit=1#${body}";
    send("list-offers", null, Map.of("name", value), null);

    assertThat(target.last().request().uri())
        .isEqualTo("/acme/target/offers?name=%7B%7Benv%3AHOME%7D%7D%26limit%3D1%23%24%7Bbody%7D");
  }

  @Test
  void entitiesAreNotDeletedWithoutIdsAndEnvironmentUnlessItIsConfirmed() {
    int before = target.talks().size();
    Exchange refused = send("delete-entities", null, Map.of("environment", 5), null);
    assertThat(refused.getException()).isInstanceOf(TargetFault.class);
    assertThat(target.talks()).hasSize(before);

    Exchange confirmed =
        send("delete-entities", null, Map.of("environment", 5), "delete-all-entities");
    assertThat(confirmed.getException()).isNull();
    assertThat(target.last().request().uri()).isEqualTo("/acme/target/recs/entities?environment=5");
  }

  @Test
  void thatAllEntitiesAreGoneIsAnAlarm() {
    Map<String, Object> query = Map.of("ids", "a", "environment", 5);
    try (LogLines lines = LogLines.listen()) {
      answer = "{\"operation\": \"deleted by ids\"}";
      send("delete-entities", null, query, null);
      assertThat(lines.at(Level.ERROR)).isEmpty();

      answer = "{\"operation\": \"Delete by client requested.\"}";
      Exchange exchange = send("delete-entities", null, query, null);
      assertThat(lines.at(Level.ERROR))
          .containsExactly(
              "ALARM: Target answered \"Delete by client requested.\" to delete-entities: all are"
                  + " deleted, not only those that were named");
      assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(answer);
    }
  }

  @Test
  void whatA200RejectsIsRejectedWithItsCausesAndItsCount() {
    answer =
        """
        {"inserted/updated": 7, "rejected": 3, "rejectCauses": [
         {"cause": {"key": "k", "keyArguments": [], "text": "id must not be null"}, "occurrences": 2},
         {"cause": {"key": "name.tooLong", "keyArguments": []}, "occurrences": 1}]}
        """;
    Exchange exchange = send("save-entities", "{\"entities\": []}", Map.of(), null);

    assertThat(exchange.getException())
        .isInstanceOfSatisfying(
            TargetFault.class, f -> assertThat(f.kind()).isEqualTo(TargetFault.Kind.REJECTED))
        .hasMessage(
            "Target answered 200 to save-entities, but rejected 3 and took 7: \"id must not be"
                + " null\" (2 times); \"name.tooLong\"");
    assertThat(exchange.getVariable("target.rejected")).isEqualTo(3);
    assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(answer);
  }

  @Test
  void onlyWhatWasNeverSetMayBeAnsweredWithNothing() {
    answer = "";
    assertThat(send("get-global-blocked-features", null, Map.of(), null).getException()).isNull();
    assertThat(send("get-default-environments", null, Map.of(), null).getException())
        .hasMessageContaining("the answer is empty");
  }

  @Test
  void aDesignThatIsNotValidIsRejectedAndWhatIsFineIsNot() {
    answer = "{\"valid\": false, \"entityCount\": 0, \"errors\": [{\"text\": \"Line 1: $end\"}]}";
    assertThat(send("validate-design", "{}", Map.of(), null).getException())
        .hasMessage(
            "Target answered 200 to validate-design, but it is not valid: \"Line 1: $end\"");

    for (String fine :
        List.of(
            "{\"valid\": true, \"entityCount\": 4}",
            "{\"inserted/updated\": 1, \"rejected\": 0}")) {
      answer = fine;
      assertThat(send("validate-design", "{}", Map.of(), null).getException()).isNull();
      Exchange saved = send("save-entities", "{}", Map.of(), null);
      assertThat(saved.getException()).isNull();
      assertThat(saved.getVariable("target.rejected")).isEqualTo(0);
    }
  }
}
