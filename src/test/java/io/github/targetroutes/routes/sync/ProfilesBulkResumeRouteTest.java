package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code sync-profiles-bulk}: the program ends at some stage of a run, and the next one, on the
 * same data folder, goes on from there.
 */
class ProfilesBulkResumeRouteTest extends ProfilesBulkTest {

  private Properties settings;
  private TargetRoutes program;

  @Override
  public boolean isUseAdviceWith() {
    // The routes of this class start and stop as its tests say.
    return true;
  }

  @Override
  protected void settings(Properties changed) {
    super.settings(changed);
    changed.setProperty("sync.profiles-bulk.max-rows", "4");
    changed.setProperty("error.run.pause", "3600000");
    changed.setProperty(
        "sync.profiles-bulk.source",
        "file:" + data.resolve("inbox/profiles") + "?delete=true&delay=50&readLock=none");
    settings = changed;
  }

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    options.batchDelay(Duration.ofMillis(1500));
  }

  /** Starts the program with settings, by name and value in turn, that differ from the class's. */
  private void start(String... changes) throws Exception {
    Properties all = new Properties();
    all.putAll(settings);
    for (int i = 0; i < changes.length; i += 2) {
      all.setProperty(changes[i], changes[i + 1]);
    }
    program = new TargetRoutes(List.of());
    program.setOverrideProperties(all);
    program.start();
  }

  @BeforeEach
  void emptyTheDataFolder() {
    Stream.of("inbox", "work", "batches", "done", "state")
        .forEach(folder -> FileUtil.removeDir(data.resolve(folder).toFile()));
  }

  @AfterEach
  void stop() {
    if (program != null) {
      program.stop();
      program = null;
    }
  }

  private void untilFault() {
    await().until(() -> log.all().stream().anyMatch(line -> line.startsWith("ERROR ")));
    await().until(() -> log.all().stream().anyMatch(line -> line.contains(" goes on after ")));
  }

  @AfterAll
  void putAway() {
    sandbox.close();
    FileUtil.removeDir(data.toFile());
  }

  @Test
  void whatIsPreparedIsNotPreparedAgain() throws Exception {
    sandbox.faults().add(Fault.status(403).matching("/batchUpdate$"));
    drop("prepared.csv", customers("p", 4));
    start();
    untilFault();
    stop();
    String mapping = read(mapping());
    write(mapping(), mapping.replace("firstName", "prepared-again"));
    start();

    JsonNode report = report("done", "prepared.csv");
    write(mapping(), mapping);

    assertThat(account(report)).isEqualTo("4 read = 4 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(attribute("p4", "firstName")).isEqualTo("name4");
    assertThat(log.complaints()).hasSize(1);
  }

  @Test
  void aBatchWhoseAnswerNeverCameIsSentAgainAndNothingElseIs() throws Exception {
    sandbox.faults().add(Fault.reset().butCarriedOut().matching("/batchUpdate$").after(1));
    drop("unanswered.csv", customers("u", 12));
    start("error.target.retries", "0");
    untilFault();
    stop();
    assertThat(files("work")).hasSize(1);
    assertThat(calls(UPLOAD)).isEqualTo(2);
    start();

    JsonNode report = report("done", "unanswered.csv");

    assertThat(account(report))
        .isEqualTo("12 read = 12 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(calls(UPLOAD)).isEqualTo(4);
    assertThat(state().path("profiles").asInt()).isEqualTo(12);
  }

  @Test
  void aStopWhileABatchIsWorkedOnIsPromptAndTheBatchIsNotSentAgain() throws Exception {
    drop("pending.csv", customers("s", 8));
    start("error.target.pending-delays", "0:60000");
    await().until(() -> calls(STATUS) == 1);

    assertThat(secondsToStop()).isLessThan(6);
    assertThat(log.complaints()).isEmpty();
    assertThat(log.all())
        .contains("INFO What waited for its next attempt stops here and goes on at the next start");
    start();
    JsonNode report = report("done", "pending.csv");

    assertThat(account(report)).isEqualTo("8 read = 8 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(calls(UPLOAD)).isEqualTo(2);
  }

  @Test
  void aStopWhileARetryIsWaitedForIsPromptAndNothingIsLost() throws Exception {
    sandbox.faults().add(Fault.status(500).matching("/batchUpdate$"));
    drop("retry.csv", customers("r", 4));
    start("error.target.delay", "60000");
    await().until(() -> log.all().stream().anyMatch(line -> line.contains("Attempt 1 of 7")));

    assertThat(secondsToStop()).isLessThan(6);
    assertThat(log.all()).noneMatch(line -> line.startsWith("ERROR"));
    start();

    assertThat(account(report("done", "retry.csv")))
        .isEqualTo("4 read = 4 accepted + 0 rejected + 0 dead + 0 skipped");
  }

  private double secondsToStop() {
    Instant before = Instant.now();
    stop();
    return Duration.between(before, Instant.now()).toMillis() / 1000.0;
  }

  @Test
  void whatIsCompleteIsOnlyAccountedForAndWhatIsAccountedForIsOnlyMoved() throws Exception {
    // The report can't be written where there is no folder for it.
    write(data.resolve("done"), "");
    drop("complete.csv", customers("c", 4));
    start();
    untilFault();
    stop();
    int calls = calls(UPLOAD) + calls(STATUS);
    Files.delete(data.resolve("done"));
    start();
    JsonNode report = report("done", "complete.csv");
    stop();

    assertThat(account(report)).isEqualTo("4 read = 4 accepted + 0 rejected + 0 dead + 0 skipped");
    Path input = ended("done", "complete.csv").get(0);
    String reported = read(beside(input));
    Files.move(input, data.resolve("work/profiles-bulk").resolve(input.getFileName()));
    log.forget();
    start();
    await().until(() -> Files.exists(input));

    assertThat(read(beside(input))).isEqualTo(reported);
    assertThat(log.all()).noneMatch(line -> line.contains("accepted"));
    assertThat(calls(UPLOAD) + calls(STATUS)).isEqualTo(calls);
  }

  @Test
  void whereTargetIsOutOfReachTheInputStaysAndGoesOnWhenItIsBack() throws Exception {
    drop("unreachable.csv", customers("n", 4));
    start("adobe.target.edge-url", "http://127.0.0.1:1", "error.target.retries", "1");
    untilFault();
    assertThat(log.complaints())
        .filteredOn(line -> line.startsWith("ERROR"))
        .singleElement()
        .asString()
        .startsWith("ERROR Target did not answer bulk-update-profiles (connection refused)");
    stop();
    assertThat(files("work")).hasSize(1);
    start();

    assertThat(account(report("done", "unreachable.csv")))
        .isEqualTo("4 read = 4 accepted + 0 rejected + 0 dead + 0 skipped");
  }

  @Test
  void aBatchFileThatIsGoneIsToldWithTheWayOut() throws Exception {
    sandbox.faults().add(Fault.status(403).matching("/batchUpdate$"));
    drop("gone.csv", customers("g", 4));
    start();
    untilFault();
    stop();
    Path batch = files("batches").get(0);
    Files.delete(batch);
    log.forget();
    start();
    untilFault();
    Path input = files("work").get(0);

    assertThat(log.complaints())
        .containsExactly(
            "ERROR batch 1/1 of %s can't be sent, its file %s is gone; to begin anew, move %s from the work folder back into the inbox"
                .formatted(input.getFileName(), batch, input.getFileName()));
    stop();
    Files.move(input, data.resolve("inbox/profiles/gone.csv"));
    start();
    report("done", "gone.csv");

    assertThat(attribute("g4", "firstName")).isEqualTo("name4");
  }

  @Test
  void aStateStoreThatCannotBeOpenedIsToldInOneSentence() {
    Path taken = data.resolve("taken");
    write(taken, "");

    assertThatThrownBy(
            () -> start("sync.state.url", "jdbc:h2:file:" + taken + "/state;TRACE_LEVEL_FILE=0"))
        .satisfies(
            fault ->
                assertThat(FaultLog.sentence(fault))
                    .startsWith("The state store can't be opened: ")
                    .contains("see sync.state.url"));
    assertThat(log.complaints()).isEmpty();
  }
}
