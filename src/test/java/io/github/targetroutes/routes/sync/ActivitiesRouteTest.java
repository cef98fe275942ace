package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.Fault;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code "sync-activities"}: the id of ours, {@code thirdPartyId}, finds each again. */
class ActivitiesRouteTest extends ObjectFlowTest {

  @Override
  String flow() {
    return "activities";
  }

  /** The first call without an answer stops a run. */
  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("sync.state.attempts", "1");
  }

  private static String activity(String id, String type, String name) {
    return """
    {"thirdPartyId": "ID", "type": "TYPE", "name": "NAME", "state": "saved", "priority": 5,
     "options": [{"optionLocalId": 0, "name": "Default", "offerId": 0}],
     "locations": {"mboxes": [{"locationLocalId": 0, "name": "hero"}]},
     "experiences": [{"experienceLocalId": 0, "name": "A", "visitorPercentage": 100,
      "optionLocations": [{"locationLocalId": 0, "optionLocalId": 0}]}],
     "metrics": [{"metricLocalId": 32767, "name": "Goal", "engagement": "page_count"}]}\
    """
        .replace("\n", "")
        .replace("ID\"", id + "\"")
        .replace("TYPE", type)
        .replace("NAME", name);
  }

  private static String automated(String id) {
    return "{\"thirdPartyId\": \"%s\", \"type\": \"abt\", \"name\": \"Automated\", \"state\": \"saved\"}"
        .formatted(id);
  }

  private JsonNode only(String id) {
    List<JsonNode> found = things("thirdPartyId", id);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private int writes() {
    return view().state().path("calls").properties().stream()
        .filter(call -> call.getKey().matches(".*activities\\..*"))
        .filter(call -> !call.getKey().matches(".*\\.(list|get)"))
        .mapToInt(call -> call.getValue().path("total").asInt())
        .sum();
  }

  @Test
  void everyTypeIsCreatedOnceAndUpdated() {
    List<String> all =
        List.of(
            activity("t-ab", "ab", "AB"),
            activity("t-xt", "xt", "XT"),
            automated("t-abt"),
            activity("t-aa", "auto_allocate", "Auto-Allocate"));
    assertThat(account(run("t1.jsonl", all))).containsExactly(4, 4, 0, 0);
    assertThat(things("thirdPartyId", "t-"))
        .extracting(activity -> activity.path("type").asText())
        .containsExactlyInAnyOrder("ab", "xt", "abt", "auto_allocate");

    int writes = writes();
    assertThat(account(run("t2.jsonl", all))).containsExactly(4, 0, 0, 4);
    assertThat(writes()).as("nothing has changed").isEqualTo(writes);

    assertThat(account(run("t3.jsonl", List.of(activity("t-xt", "xt", "Renamed")))))
        .containsExactly(1, 1, 0, 0);
    assertThat(writes()).as("one has changed").isEqualTo(writes + 1);
    assertThat(only("t-xt").path("name").asText()).isEqualTo("Renamed");
  }

  /** Its parts are left as they are. */
  @Test
  void aRecordWithoutATypeSetsWhatItNames() {
    run("s1.jsonl", List.of(activity("s1", "ab", "Part by part")));
    JsonNode report =
        run(
            "s2.jsonl",
            List.of(
                "{\"thirdPartyId\": \"s1\", \"state\": \"approved\", \"priority\": 900,"
                    + " \"startsAt\": \"2026-12-01T08:00:00Z\", \"endsAt\":"
                    + " \"2026-12-24T08:00:00Z\"}",
                "{\"thirdPartyId\": \"s-none\", \"state\": \"approved\"}"));

    assertThat(account(report)).containsExactly(2, 1, 1, 0);
    assertThat(rejects(report)).singleElement().asString().contains("creates nothing");
    JsonNode set = only("s1");
    assertThat(set.path("state").asText()).isEqualTo("approved");
    assertThat(set.path("priority").asInt()).isEqualTo(900);
    assertThat(set.path("startsAt").asText()).startsWith("2026-12-01T08:00");
    assertThat(set.path("name").asText()).isEqualTo("Part by part");
    assertThat(set.path("experiences")).hasSize(1);
  }

  @Test
  void whatIsGoneIsDeletedOnce() {
    run("d1.jsonl", List.of(activity("d1", "ab", "One"), activity("d2", "xt", "Two")));
    List<String> gone = List.of("{\"thirdPartyId\": \"d2\", \"gone\": true}");

    assertThat(account(run("d2.jsonl", gone))).containsExactly(1, 1, 0, 0);
    assertThat(things("thirdPartyId", "d"))
        .extracting(activity -> activity.path("name").asText())
        .containsExactly("One");
    assertThat(account(run("d3.jsonl", gone))).containsExactly(1, 0, 0, 1);
  }

  /**
   * As by a kill after Target did it all and before any of it was noted; the state was lost too.
   */
  @Test
  void aRunThatEndsBehindItsCallGoesOnAndCreatesNothingTwice() {
    List<String> all =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> activity("c" + i, i % 2 == 0 ? "ab" : "xt", "Number " + i))
            .toList();
    run("c0.jsonl", all.subList(0, 10));
    loseLedger();
    sandbox.faults().add(Fault.reset().on("POST", "/acme/target/batch").butCarriedOut());

    assertThat(account(run("c1.jsonl", all))).containsExactly(20, 20, 0, 0);
    assertThat(things("thirdPartyId", "c")).hasSize(20);
    assertThat(log.complaints()).anyMatch(line -> line.contains("looks into Target"));
  }

  @Test
  void whatTargetWouldRefuseIsRejectedBefore() {
    String good = activity("r1", "ab", "Good");
    Map<String, String> broken =
        Map.of(
            "state", good.replace("\"saved\"", "\"paused\""),
            "priority", good.replace(": 5,", ": 1000,"),
            "type", good.replace("\"ab\"", "\"mvt\""),
            "experiences", good.replace("\"optionLocalId\": 0}]}]", "\"optionLocalId\": 7}]}]"),
            "endsAt",
                good.replace(
                    "\"priority\"",
                    "\"startsAt\": \"2026-12-02\", \"endsAt\": \"2026-12-01T00:00:00+01:00\","
                        + " \"priority\""),
            "startsAt", good.replace("\"priority\"", "\"startsAt\": \"soon\", \"priority\""),
            "name", good.replace("\"Good\"", "\"\""));
    JsonNode report = run("r.jsonl", List.copyOf(broken.values()));

    assertThat(account(report)).containsExactly(7, 0, 7, 0);
    assertThat(rejects(report))
        .extracting(line -> line.split(",")[1])
        .containsExactlyInAnyOrderElementsOf(broken.keySet());
  }

  /** Only Target knows its audiences. */
  @Test
  void oneThatTargetRefusesIsRejectedAlone() {
    JsonNode report =
        run(
            "p.jsonl",
            List.of(
                activity("p1", "ab", "One"),
                activity("p2", "ab", "Two")
                    .replace("\"visitor", "\"audienceIds\": [999], \"visitor"),
                activity("p3", "ab", "Three")));

    assertThat(account(report)).containsExactly(3, 2, 1, 0);
    assertThat(rejects(report)).singleElement().asString().startsWith("2,,").contains("audience");
    assertThat(things("thirdPartyId", "p")).hasSize(2);
  }
}
