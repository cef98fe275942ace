package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code "sync-audiences"}: audiences kept as files become audiences of Target. */
class AudiencesRouteTest extends ObjectFlowTest {

  @Override
  String flow() {
    return "audiences";
  }

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("sync.audiences.max-operations", "10");
  }

  private static String audience(String name, String level) {
    return "{\"name\": \"%s\", \"targetRule\": {\"and\": [{\"profile\": \"level\", \"equals\": [\"%s\"]}]}}"
        .formatted(name, level);
  }

  private static List<String> audiences(String prefix, int from, int to) {
    return new ArrayList<>(
        IntStream.rangeClosed(from, to).mapToObj(i -> audience(prefix + i, "gold")).toList());
  }

  private int writes() {
    return view().calls("audiences.create")
        + view().calls("audiences.update")
        + view().calls("audiences.delete");
  }

  @Test
  void onlyTheDifferenceIsSent() {
    assertThat(account(run("t1.jsonl", audiences("t", 1, 25)))).containsExactly(25, 25, 0, 0);
    int writes = writes();
    assertThat(account(run("t2.jsonl", audiences("t", 1, 25)))).containsExactly(25, 0, 0, 25);
    assertThat(writes()).as("nothing has changed").isEqualTo(writes);

    List<String> changed = audiences("t", 2, 24);
    changed.add(audience("t25", "silver"));
    changed.add("{\"name\": \"t1\", \"gone\": true}");
    assertThat(account(run("t3.jsonl", changed))).containsExactly(25, 2, 0, 23);
    assertThat(writes()).as("one has changed, one is gone").isEqualTo(writes + 2);
    assertThat(things("name", "t")).hasSize(24);
    assertThat(things("name", "t25").get(0).path("targetRule").toString()).contains("silver");
  }

  @Test
  void whatTargetWouldRefuseIsRejectedBefore() {
    JsonNode report =
        run(
            "r.jsonl",
            List.of(
                audience("r1", "gold"),
                audience("r".repeat(256), "gold"),
                "{\"name\": \"r3\"}",
                "{\"name\": \"r4\", \"targetRule\": {\"and\": []}, \"audienceRule\": {\"x\": 1}}",
                "{\"name\": \"r5\", \"targetRule\": \"text\"}",
                "{\"name\": \"r6\", \"type\": \"no\", \"audienceRule\": {\"x\": 1}}"));

    assertThat(account(report)).containsExactly(6, 1, 5, 0);
    assertThat(rejects(report))
        .extracting(line -> line.split(",")[1])
        .containsExactly("name", "targetRule", "audienceRule", "targetRule", "type");
    assertThat(things("name", "r")).hasSize(1);
  }

  /** Target alone knows that it has none of the operators that this rule names. */
  @Test
  void oneThatTargetRefusesIsRejectedAloneWithTargetsWords() {
    List<String> lines = audiences("p", 1, 9);
    lines.add(
        4, "{\"name\": \"p-bad\", \"audienceRule\": {\"restRuleOperator\": \"NAND\", \"x\": 1}}");
    JsonNode report = run("p.jsonl", lines);

    assertThat(account(report)).containsExactly(10, 9, 1, 0);
    assertThat(things("name", "p")).hasSize(9);
    assertThat(rejects(report))
        .singleElement()
        .asString()
        .startsWith("5,,")
        .contains("restRuleOperator", "p-bad");
  }

  @Test
  void aLostLedgerIsBuiltAnewFromAListing() {
    run("l1.jsonl", audiences("l", 1, 12));
    loseLedger();

    assertThat(account(run("l2.jsonl", audiences("l", 1, 13)))).containsExactly(13, 13, 0, 0);
    assertThat(things("name", "l")).hasSize(13);
  }

  @Test
  void anAnswerThatIsLostHalfWayCreatesNothingTwice() {
    run("c0.jsonl", audiences("c", 1, 1));
    sandbox.faults().add(Fault.truncated().on("POST", "/acme/target/batch").after(1));
    JsonNode report = run("c1.jsonl", audiences("c", 1, 31));

    assertThat(account(report)).containsExactly(31, 30, 0, 1);
    assertThat(things("name", "c")).hasSize(31);
  }

  /** A name that somebody else has taken meanwhile is found by the next run. */
  @Test
  void aNameThatIsTakenMeanwhileIsRejectedOnceAndUpdatedThen() {
    run("m0.jsonl", audiences("m", 1, 1));
    call("direct:target-call", audience("m2", "silver"), "target.operation", "create-audience");
    JsonNode refused = run("m1.jsonl", audiences("m", 2, 2));
    assertThat(account(refused)).containsExactly(1, 0, 1, 0);

    assertThat(account(run("m2.jsonl", audiences("m", 2, 2)))).containsExactly(1, 1, 0, 0);
    assertThat(things("name", "m2")).hasSize(1);
    assertThat(things("name", "m2").get(0).path("targetRule").toString()).contains("gold");
  }
}
