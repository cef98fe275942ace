package io.github.targetroutes.routes.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code error-dead-letter-replay}: what was kept goes through again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterReplayRouteTest extends SandboxRoutesTest {

  private static final String ROUTE = "error-dead-letter-replay";
  private static final String BATCH = "batch=thirdPartyId,tier\n%s,gold\n";
  private static final String REPLAY = "dead-letter/replay";

  private LogLines log;

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("error.run.pause", "2000");
    settings.setProperty("error.target.retries", "1");
  }

  @BeforeEach
  void begin() {
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

  private Path file(String name) {
    return data.resolve(REPLAY).resolve(name);
  }

  private void putLetter(String name, String unit) {
    if (unit != null) {
      put(REPLAY, name + ".unit", unit);
    }
    put(
        REPLAY,
        name + ".json",
        """
        {"what":"batch 1/1 of run-1","why":"Target got stuck on it","run":"run-1","attempts":3,
         "operation":"get-profile-batch-status","query":{"batchId":"old","showDetails":"true"},
         "replay":"sync-profiles-bulk-replay","unit":"%s.unit"}
        """
            .formatted(name));
  }

  private void awaitIn(String folder, String name) {
    await().untilAsserted(() -> assertThat(file(folder + "/" + name + ".json")).exists());
    assertThat(file(name + ".json")).doesNotExist();
    assertThat(file(name + ".unit")).doesNotExist();
  }

  private List<JsonNode> deadLetters() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("dead-letter"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(DeadLetterReplayRouteTest::json)
          .toList();
    }
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLetterGoesThroughAndBothFilesAreDone() {
    sandbox.faults().add(Fault.status(500).on("POST", "/m2"), Fault.status(500).on("GET", "/m2"));
    putLetter("good", BATCH.formatted("g-1"));
    awaitIn("done", "good");

    assertThat(file("done/good.unit")).hasContent(BATCH.formatted("g-1").strip());
    assertThat(
            call(
                    "direct:target-call",
                    null,
                    "target.operation",
                    "get-profile-by-third-party-id",
                    "target.path",
                    Map.of("thirdPartyId", "g-1"))
                .getException())
        .isNull();
    assertThat(log.at(Level.INFO))
        .contains(
            "Dead letter good is put through again: batch 1/1 of run-1",
            "Dead letter good went through");
    assertThat(log.at(Level.ERROR)).isEmpty();
    assertThat(log.at(Level.WARN)).as("upload and question have an attempt each").hasSize(2);
  }

  @Test
  void aLetterThatIsRefusedAgainBecomesANewOne() throws IOException {
    sandbox.faults().add(Fault.status(400).on("POST", "/m2"));
    putLetter("bad", BATCH.formatted("b-1"));
    awaitIn("failed", "bad");

    assertThat(file("failed/bad.unit")).exists();
    JsonNode again =
        deadLetters().stream()
            .filter(letter -> letter.path("replayOf").asText().equals("bad"))
            .findFirst()
            .orElseThrow();
    assertThat(again.path("why").asText())
        .startsWith("Target answered 400 to bulk-update-profiles");
    assertThat(again.path("what").asText()).isEqualTo("batch 1/1 of run-1");
    assertThat(again.path("replay").asText()).isEqualTo("sync-profiles-bulk-replay");
    assertThat(again.has("query")).as("the status call's query is none of the upload's").isFalse();
    assertThat(data.resolve("dead-letter").resolve(again.path("unit").asText()))
        .hasContent(BATCH.formatted("b-1").strip());
    assertThat(log.at(Level.WARN)).last().asString().startsWith("Dead letter bad failed again, ");
  }

  @Test
  void aLetterThatTargetDoesNotTakeAsAWholeBecomesANewOneToo() throws IOException {
    sandbox.faults().add(Fault.stuck());
    putLetter("stuck", BATCH.formatted("s-1"));
    awaitIn("failed", "stuck");

    assertThat(deadLetters())
        .filteredOn(letter -> letter.path("replayOf").asText().equals("stuck"))
        .singleElement()
        .satisfies(letter -> assertThat(letter.path("attempts").asInt()).isEqualTo(1))
        .satisfies(
            letter -> assertThat(letter.path("why").asText()).isEqualTo("Target got stuck on it"));
  }

  @Test
  void aLetterThatCantBePutThroughIsToldOnceAndPutAside() throws IOException {
    putLetter("lonely", null);
    put(REPLAY, "torn.json", "{\"what\":");
    put(REPLAY, "torn.unit", "x");
    put(REPLAY, "forged.unit", "x");
    put(REPLAY, "forged.json", "{\"replay\":\"sync-profiles-bulk\",\"unit\":\"forged.unit\"}");
    awaitIn("refused", "lonely");
    awaitIn("refused", "torn");
    awaitIn("refused", "forged");

    assertThat(file("refused/torn.unit")).exists();
    String end = "; it is now in " + data + "/dead-letter/replay/refused";
    assertThat(log.at(Level.ERROR))
        .containsExactlyInAnyOrder(
            "Dead letter lonely.json can't be put through again: its unit lonely.unit must lie"
                + " beside it"
                + end,
            "Dead letter torn.json can't be put through again: it is no envelope of a dead letter"
                + end,
            "Dead letter forged.json can't be put through again: \"sync-profiles-bulk\" (replay) is"
                + " no route that takes dead letters"
                + end);
  }

  @Test
  void anOutageLeavesTheLetterWhereItIsAndIsNotAskedInAHotLoop() {
    int before = view().calls("profiles.batch-update");
    sandbox.faults().add(Fault.status(403).on("POST", "/m2"));
    putLetter("later", BATCH.formatted("l-1"));
    await().until(() -> !log.at(Level.ERROR).isEmpty());
    assertThat(file("later.json")).exists();
    assertThat(file("later.unit")).exists();
    awaitIn("done", "later");

    assertThat(log.at(Level.ERROR))
        .singleElement()
        .asString()
        .startsWith("Target answered 403 to bulk-update-profiles");
    assertThat(log.at(Level.INFO)).contains(ROUTE + " goes on after 2 s, or at the next start");
    assertThat(view().calls("profiles.batch-update") - before).isEqualTo(2);
  }
}
