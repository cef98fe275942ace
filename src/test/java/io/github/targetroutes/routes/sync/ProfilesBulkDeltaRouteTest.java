package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.MutableClock;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.sync.Prepared;
import io.github.targetroutes.sync.ProfilePreparation;
import io.github.targetroutes.sync.change.ProfileLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code sync-profiles-bulk}: what Target has already is not sent again. */
class ProfilesBulkDeltaRouteTest extends ProfilesBulkTest {

  private static final String MAPPING =
      """
      key: {column: id, as: thirdPartyId}
      attributes:
        - {name: firstName, column: name}
        - {name: tier, column: tier}
      """;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    write(mapping(), MAPPING);
    settings.setProperty("sync.profiles-bulk.max-rows", "4");
    settings.setProperty("sync.profiles-bulk.refresh-after", "6d");
    settings.setProperty(
        "sync.profiles-bulk.source",
        "file:" + data.resolve("inbox/profiles") + "?delete=true&delay=50&readLock=none");
  }

  @AfterEach
  void backToNow() {
    ledger().setClock(Clock.systemUTC());
    write(mapping(), MAPPING);
  }

  private ProfileLedger ledger() {
    return context.getRegistry().lookupByNameAndType("profileLedger", ProfileLedger.class);
  }

  private JsonNode run(String name, String rows) {
    drop(name, "id,name,tier\n" + rows);
    return report("done", name);
  }

  @Test
  void aFileThatComesAgainTakesNoBatchAndNoCall() {
    String rows = "s1,Ann,gold\ns2,Bob,\ns1,,silver\n,nobody,\ns3,Cy,gold\n";
    assertThat(run("first.csv", rows).path("calls").asInt()).isPositive();
    reset();
    JsonNode second = run("second.csv", rows);

    assertThat(account(second)).isEqualTo("5 read = 0 accepted + 1 rejected + 0 dead + 4 skipped");
    assertThat(second.path("units").asInt()).isZero();
    assertThat(second.path("calls").asInt()).isZero();
    assertThat(calls(UPLOAD)).isZero();
    assertThat(log.all())
        .anyMatch(
            line ->
                line.endsWith(
                    "second.csv: 5 rows read, 1 rejected, 4 unchanged, 0 for Target in 0 batches"));
  }

  @Test
  void aChangedProfileIsSentAloneAndWithAllOfItsAttributes() {
    run("before.csv", "c1,Ann,gold\nc2,Bob,gold\nc3,Cy,gold\n");
    reset();
    JsonNode changed = run("after.csv", "c3,Cy,gold\nc1,Ann,gold\nc2,Bob,silver\n");

    assertThat(account(changed)).isEqualTo("3 read = 1 accepted + 0 rejected + 0 dead + 2 skipped");
    assertThat(changed.path("units").asInt()).isEqualTo(1);
    assertThat(state().path("profiles").asInt()).isEqualTo(1);
    assertThat(attribute("c2", "firstName")).isEqualTo("Bob");
    assertThat(attribute("c2", "tier")).isEqualTo("silver");
  }

  @Test
  void rowsOfOneIdAreMergedBeforeTheyAreCompared() {
    run("merged.csv", "m1,Ann,gold\n");

    assertThat(account(run("parts.csv", "m1,Ann,\nm1,,gold\n")))
        .isEqualTo("2 read = 0 accepted + 0 rejected + 0 dead + 2 skipped");
  }

  @Test
  void aChangeOfTheMappingIsAChangeOfWhatItSendsAndOnlyOfThat() {
    run("old-mapping.csv", "a1,Ann,gold\na2,Bob,\n");
    write(
        mapping(),
        """
        key: {column: id, as: thirdPartyId}
        attributes:
          - {name: level, column: tier}
          - {name: firstName, column: name}
        """);

    JsonNode report = run("new-mapping.csv", "a1,Ann,gold\na2,Bob,\n");

    assertThat(account(report)).isEqualTo("2 read = 1 accepted + 0 rejected + 0 dead + 1 skipped");
    assertThat(attribute("a1", "level")).isEqualTo("gold");
  }

  @Test
  void itIsSentAgainBeforeTargetForgetsIt() {
    MutableClock clock = new MutableClock(Instant.now().toString());
    ledger().setClock(clock);
    run("day-0.csv", "r1,Ann,gold\n");
    clock.advance(Duration.ofDays(5));
    assertThat(run("day-5.csv", "r1,Ann,gold\n").path("calls").asInt()).isZero();

    clock.advance(Duration.ofDays(2));
    assertThat(run("day-7.csv", "r1,Ann,gold\n").path("accepted").asInt()).isEqualTo(1);
    clock.advance(Duration.ofDays(5));
    assertThat(run("day-12.csv", "r1,Ann,gold\n").path("calls").asInt()).isZero();
  }

  @Test
  void whatTargetDidNotTakeAsAWholeIsSentAgainByTheNextFile() {
    sandbox.faults().add(Fault.partial(1, 0).times(3));
    assertThat(run("partial.csv", "p1,Ann,gold\np2,Bob,gold\n").path("deadLettered").asInt())
        .isPositive();

    assertThat(account(run("partial-again.csv", "p1,Ann,gold\np2,Bob,gold\n")))
        .isEqualTo("2 read = 2 accepted + 0 rejected + 0 dead + 0 skipped");
  }

  /** The batch that got stuck may have reached Target in part. */
  @Test
  void whatWasThereBeforeABatchThatGotStuckIsSentAgainToo() {
    run("good.csv", "k1,Ann,gold\n");
    sandbox.faults().add(Fault.stuck().times(3));
    run("stuck.csv", "k1,Ann,silver\n");

    assertThat(account(run("good-again.csv", "k1,Ann,gold\n")))
        .isEqualTo("1 read = 1 accepted + 0 rejected + 0 dead + 0 skipped");
  }

  /** A dead letter may be older than what was sent since. */
  @Test
  void whatADeadLetterSentAgainIsSentAgainByTheNextFile() throws IOException {
    sandbox.faults().add(Fault.stuck().times(3));
    JsonNode dead = run("old.csv", "d1,Ann,silver\n");
    run("new.csv", "d1,Ann,gold\n");
    Path letter = Path.of(dead.at("/deadLetters/0").asText());
    Path replay = Files.createDirectories(data.resolve("dead-letter/replay"));
    for (String file : List.of("unit", "json")) {
      String name = letter.getFileName().toString().replaceFirst("json$", file);
      Files.move(letter.resolveSibling(name), replay.resolve(name));
    }
    await().until(() -> attribute("d1", "tier").equals("silver"));

    assertThat(account(run("new-again.csv", "d1,Ann,gold\n")))
        .isEqualTo("1 read = 1 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(attribute("d1", "tier")).isEqualTo("gold");
  }

  /** What {@code plan} tells. */
  @Test
  void aPreviewTellsWhatIsUnchangedAndChangesNothing() throws IOException {
    run("known.csv", "v1,Ann,gold\nv2,Bob,gold\n");
    String rows = "v1,Ann,gold\nv2,Bob,silver\nv3,Cy,gold\n,nobody,\n";
    Path file = Files.writeString(data.resolve("preview.csv"), "id,name,tier\n" + rows);
    ProfilePreparation preparation =
        context.getRegistry().lookupByNameAndType("preparation", ProfilePreparation.class);

    for (int i = 0; i < 2; i++) {
      assertThat(preparation.preview(file.toFile()))
          .extracting(Prepared::read, Prepared::accepted, Prepared::rejected, Prepared::unchanged)
          .containsExactly(4L, 2L, 1L, 1L);
    }
    assertThat(account(run("then.csv", rows)))
        .isEqualTo("4 read = 2 accepted + 1 rejected + 0 dead + 1 skipped");
  }
}
