package io.github.targetroutes.routes.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.export.Inventory;
import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class InventoryRouteTest extends ExportRoutesTest {

  private static final String ROUTE = "export-inventory";
  private static final int PAGE = 10;

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("adobe.target.page-size", Integer.toString(PAGE));
    settings.setProperty("error.target.retries", "0");
    settings.setProperty("adobe.target.response-timeout", "20000");
    settings.setProperty("export.look-period", "100");
    settings.setProperty(
        "export.inventory.kinds", "activities,offers,mboxes,environments,hosts,collections");
  }

  private void makeOffers(int first, int last) {
    IntStream.rangeClosed(first, last).forEach(this::makeOffer);
  }

  private long makeOffer(int number) {
    return make(
            "create-content-offer",
            object().put("name", "Offer " + number).put("content", "<b/>").toString())
        .path("id")
        .asLong();
  }

  private Path last(String name) {
    return files("export/inventory", "/" + name).reduce((one, next) -> next).orElseThrow();
  }

  private static List<String> ids(Path file) {
    return lines(file).stream().map(line -> line.path("id").asText()).toList();
  }

  private List<String> changes() {
    return lines(last("changes.jsonl")).stream()
        .map(
            line ->
                "%s %s %s"
                    .formatted(
                        line.path("change").asText(),
                        line.path("kind").asText(),
                        line.path("name").asText()))
        .toList();
  }

  private JsonNode summary(String kind) {
    for (JsonNode one : json(read(last("summary.json"))).path("kinds")) {
      if (one.path("kind").asText().equals(kind)) {
        return one;
      }
    }
    throw new AssertionError("Nothing is said of " + kind);
  }

  @Test
  void everyListBecomesAFileThatIsWhole() throws IOException {
    makeOffers(1, 2 * PAGE + 3);

    export("inventory");

    assertThat(ids(last("offers.jsonl"))).hasSize(2 * PAGE + 3).doesNotHaveDuplicates();
    assertThat(lines(last("hosts.jsonl"))).extracting(h -> h.path("name").asText()).hasSize(2);
    assertThat(read(last("collections.jsonl"))).isEmpty();
    assertThat(accounts("inventory"))
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.path("read").asInt()).isEqualTo(2 * PAGE + 3 + 4 + 1 + 3 + 2);
              assertThat(account.path("complete").asBoolean()).isTrue();
              assertThat(account.path("units").asInt()).isEqualTo(8);
            });
    assertNothingIsLeftBehind();
  }

  /** It is killed when the end is noted, before its folder is cleared away. */
  @Test
  void whatACrashLeftOfAnExportThatHadEndedIsClearedAway() throws IOException {
    export("inventory");
    String run = accounts("inventory").get(0).path("run").asText();
    put("exporting/" + run, "offers.jsonl", "{}");

    export("inventory");

    assertNothingIsLeftBehind();
  }

  @Test
  void theFirstInventoryHasNothingToCompareWith() {
    export("inventory");

    assertThat(changes()).isEmpty();
    assertThat(summary("offers").has("since")).isFalse();
  }

  @Test
  void whatIsDifferentSinceTheLastTimeIsTold() {
    makeOffer(1);
    long changed = makeOffer(2);
    long removed = makeOffer(3);
    export("inventory");
    makeOffer(4);
    ask(
        "update-content-offer",
        Map.of("id", changed),
        Map.of(),
        object().put("name", "Offer 2b").put("content", "<b/>").toString());
    ask("delete-content-offer", Map.of("id", removed), Map.of(), null);

    export("inventory");

    assertThat(changes())
        .containsExactlyInAnyOrder(
            "added offers Offer 4", "changed offers Offer 2b", "removed offers Offer 3");
    assertThat(summary("offers").path("records").asInt()).isEqualTo(3);
    assertThat(summary("offers").path("added").asInt()).isEqualTo(1);

    export("inventory");

    assertThat(changes()).isEmpty();
  }

  @Test
  void anInterruptedInventoryGoesOnInTheMiddleOfItsList() throws IOException {
    makeOffers(1, 4 * PAGE);
    export("inventory");
    makeOffer(4711);
    int before = calls("offers.list");
    fail("offers", 3, 500);

    assertThat(call("direct:export-inventory", null).getException()).isNotNull();
    assertThat(files("export/inventory", "/offers.jsonl")).hasSize(1);
    int interrupted = calls("offers.list");
    export("inventory");

    // Two pages and the one that failed; then that one and the last two.
    assertThat(interrupted).isEqualTo(before + 3);
    assertThat(calls("offers.list")).isEqualTo(interrupted + 3);
    assertThat(calls("activities.list")).isEqualTo(2);
    assertThat(ids(last("offers.jsonl"))).hasSize(4 * PAGE + 1).doesNotHaveDuplicates();
    assertThat(changes()).containsExactly("added offers Offer 4711");
    assertNothingIsLeftBehind();
  }

  /** The call of a list with this number, and only that one, is answered so. */
  private void fail(String list, int number, int status) {
    sandbox.faults().add(Fault.status(status).matching("/target/" + list + "$").after(number - 1));
  }

  @Test
  void aListThatTargetRefusesIsLeftOutAndNothingOfItIsRemoved() {
    makeOffer(1);
    export("inventory");
    makeOffer(2);
    fail("offers", 1, 404);

    export("inventory");

    assertThat(files("export/inventory", "/offers.jsonl")).hasSize(1);
    assertThat(summary("offers").path("refused").asText()).contains("404");
    assertThat(changes()).isEmpty();
    JsonNode account = accounts("inventory").get(1);
    assertThat(account.path("rejected").asInt()).isEqualTo(1);
    assertThat(account.path("complete").asBoolean()).isTrue();

    export("inventory");

    assertThat(changes()).containsExactly("added offers Offer 2");
  }

  /** Target may have answered with less than there is. */
  @Test
  void aListThatHasLostTooMuchIsLeftOutAndNothingOfItIsRemoved() {
    makeOffers(1, 30);
    export("inventory");
    for (JsonNode offer : lines(last("offers.jsonl")).subList(0, 20)) {
      ask("delete-content-offer", Map.of("id", offer.path("id")), Map.of(), null);
    }

    export("inventory");

    assertThat(files("export/inventory", "/offers.jsonl")).hasSize(1);
    assertThat(summary("offers").path("refused").asText())
        .contains("20 of its 30 objects", "export.guard.removed-percent");
    assertThat(changes()).isEmpty();
    assertThat(accounts("inventory").get(1).path("rejected").asInt()).isEqualTo(1);

    context.getRegistry().lookupByNameAndType("inventory", Inventory.class).setRemovedPercent(70);
    export("inventory");

    assertThat(changes()).hasSize(20).allMatch(change -> change.startsWith("removed offers"));
  }

  @Test
  void aCredentialThatMayListNothingEndsTheInventory() {
    sandbox.faults().add(Fault.status(403).matching("/target/").times(6));

    Exchange refused = call("direct:export-inventory", null);

    assertThat(ExitCode.of(refused.getException())).isEqualTo(3);
    assertThat(files("export", "")).isEmpty();

    export("inventory");

    assertThat(accounts("inventory")).hasSize(1);
  }

  @Test
  void theServiceGoesOnWithWhatHasBegun() throws Exception {
    fail("activities", 1, 500);
    assertThat(call("direct:export-inventory", null).getException()).isNotNull();

    context.getRouteController().startRoute("export-inventory-work");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(accounts("inventory")).hasSize(1));
    assertThat(context.getRoute(ROUTE + "-schedule")).isNull();
  }
}
