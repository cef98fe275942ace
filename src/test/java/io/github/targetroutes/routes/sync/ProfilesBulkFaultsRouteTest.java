package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code sync-profiles-bulk}: what goes wrong at Target while a run is under way. */
class ProfilesBulkFaultsRouteTest extends ProfilesBulkTest {

  private static final String BATCH_UPDATE = "/batchUpdate$";
  private static final String BATCH_STATUS = "/batchStatus$";

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("sync.profiles-bulk.max-rows", "4");
    settings.setProperty("adobe.target.response-timeout", "3000");
    settings.setProperty(
        "sync.profiles-bulk.source",
        "file:" + data.resolve("inbox/profiles") + "?delete=true&delay=50&readLock=none");
  }

  static Stream<Arguments> passing() {
    return Stream.of(
        Arguments.of("401", Fault.status(401)),
        Arguments.of("503", Fault.status(503).times(2)),
        Arguments.of("500", Fault.status(500).times(2)),
        Arguments.of("reset", Fault.reset()),
        Arguments.of("reset-late", Fault.reset().butCarriedOut()),
        Arguments.of("truncated", Fault.truncated()),
        Arguments.of("silence", Fault.silence()),
        Arguments.of("html", Fault.html()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void whatGoesWrongInTheMiddleAndPassesLosesNothing(String name, Fault fault) {
    sandbox.faults().add(fault.matching(BATCH_UPDATE).after(1));
    sandbox.faults().add(fault.matching(BATCH_STATUS).after(1));
    drop(name + ".csv", customers(name, 10));

    JsonNode report = report("done", name + ".csv");

    assertThat(account(report))
        .isEqualTo("10 read = 10 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(state().path("profiles").asInt()).isEqualTo(10);
    assertThat(IntStream.rangeClosed(1, 10))
        .allSatisfy(i -> assertThat(attribute(name + i, "firstName")).isEqualTo("name" + i));
    assertThat(report.path("calls").asInt()).isEqualTo(calls(UPLOAD) + calls(STATUS));
    assertThat(log.all()).noneMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void aBatchThatTargetDoesNotTakeIsADeadLetterAndTheRunGoesOnWithTheNext() {
    sandbox.faults().add(Fault.status(200).shape(Fault.Shape.BULK).matching(BATCH_UPDATE).after(1));
    drop("refused.csv", customers("refused", 10));

    JsonNode report = report("done", "refused.csv");

    assertThat(account(report)).isEqualTo("10 read = 6 accepted + 0 rejected + 4 dead + 0 skipped");
    assertThat(state().path("profiles").asInt()).isEqualTo(6);
    assertThat(calls(UPLOAD)).isEqualTo(3);
    JsonNode envelope = json(read(Path.of(report.at("/deadLetters/0").asText())));
    assertThat(envelope.path("why").asText())
        .isEqualTo("Target did not take the batch: \"Scripted by the sandbox\"");
    assertThat(envelope.path("what").asText())
        .isEqualTo("batch 2/3 of " + report.path("run").asText());
    assertThat(unit(report).lines()).hasSize(5).startsWith("batch=thirdPartyId,firstName");
    assertThat(log.complaints()).hasSize(1);
    assertThat(log.all())
        .contains("INFO   dead-lettered            4  see " + report.at("/deadLetters/0").asText());
    assertEverythingIsPrivate();
  }

  static Stream<Arguments> unfinished() {
    return Stream.of(
        Arguments.of("stuck", Fault.stuck(), 4),
        Arguments.of("partial", Fault.partial(2, 1), 3),
        Arguments.of("unknown", Fault.status(404).matching(BATCH_STATUS), 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfinished")
  void aBatchNotTakenAsAWholeIsSentAgain(String name, Fault fault, int missing) {
    sandbox.faults().add(fault);
    drop(name + "-once.csv", customers(name, 4));

    JsonNode report = report("done", name + "-once.csv");

    assertThat(account(report)).isEqualTo("4 read = 4 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(calls(UPLOAD)).isEqualTo(2);
    assertThat(state().path("profiles").asInt()).isEqualTo(4);
    assertThat(log.complaints())
        .singleElement()
        .asString()
        .endsWith(report.path("run").asText() + ": not taken as a whole, it is sent again");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfinished")
  void aBatchNeverTakenAsAWholeIsADeadLetterAfterThreeAttemptsWithItsNumbers(
      String name, Fault fault, int missing) {
    sandbox.faults().add(fault.times(3));
    String id = name + "-thrice-";
    drop(name + "-thrice.csv", customers(id, 4) + id + "1,once more\n");

    JsonNode report = report("done", name + "-thrice.csv");

    // The merged row goes with the profiles that Target took, if it took one.
    int dead = missing == 4 ? 5 : missing;
    assertThat(account(report))
        .isEqualTo(
            "5 read = %d accepted + 0 rejected + %d dead + 0 skipped".formatted(5 - dead, dead));
    assertThat(calls(UPLOAD)).isEqualTo(3);
    assertThat(unit(report).lines()).hasSize(5);
    JsonNode envelope = json(read(Path.of(report.at("/deadLetters/0").asText())));
    assertThat(envelope.path("attempts").asInt()).isEqualTo(3);
    assertThat(log.complaints())
        .hasSize(3)
        .last()
        .asString()
        .contains("Kept as dead letter", envelope.path("why").asText());
  }

  @Test
  void aRefusedCredentialStopsTheRunWithOneSentenceAndItGoesOnAfterThePause() {
    sandbox.faults().add(Fault.status(403).matching(BATCH_UPDATE).after(1));
    drop("forbidden.csv", customers("forbidden", 10));
    await().until(() -> !log.complaints().isEmpty());
    assertEverythingIsPrivate();

    JsonNode report = report("done", "forbidden.csv");

    assertThat(log.complaints())
        .singleElement()
        .asString()
        .matches(
            "ERROR Target answered 403 to bulk-update-profiles \\(request \\S+\\)\\. Target seems"
                + " to demand a profile token from callers of its profile servers: set"
                + " adobe.target.profile-token=true");
    assertThat(log.all()).contains("INFO " + ROUTE + " goes on after 1 s, or at the next start");
    assertThat(account(report))
        .isEqualTo("10 read = 10 accepted + 0 rejected + 0 dead + 0 skipped");
    // The first batch once, the second twice, the third once.
    assertThat(calls(UPLOAD)).isEqualTo(4);
    assertThat(state().at("/batchTotals/batches").asInt()).isEqualTo(3);
  }

  private String unit(JsonNode report) {
    List<String> names = List.of(report.at("/deadLetters/0").asText().split("\\.json$"));
    return read(Path.of(names.get(0) + ".unit"));
  }
}
