package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.MutableClock;
import io.github.targetroutes.ops.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class CheckpointTest {

  private static final String RUN = "20260101-120000000-customers.csv";
  private static final BatchStatus ALL = new BatchStatus(null, 4, 4, 0, 0, false);
  private static final BatchStatus SOME = new BatchStatus(null, 4, 3, 0, 1, false);

  private final MutableClock clock = new MutableClock("2026-01-01T12:00:00Z");

  @Parameter Database database;
  @TempDir Path folder;

  private Checkpoint open() {
    return open(database.in(folder));
  }

  private Checkpoint open(DataSource source) {
    Checkpoint checkpoint = new Checkpoint(clock);
    checkpoint.setDataSource(source);
    checkpoint.start();
    return checkpoint;
  }

  /** Two batches of 4 profiles, the first with a merged row, and one rejected row: 10 read. */
  private Prepared prepared() {
    return new Prepared(
        10,
        9,
        1,
        0,
        0,
        1,
        List.of(
            new BatchFile(1, folder.resolve("1"), 50, 4, 5),
            new BatchFile(2, folder.resolve("2"), 50, 4, 4)),
        folder.resolve("rejects.csv"));
  }

  private Checkpoint begun() {
    Checkpoint checkpoint = open();
    checkpoint.begin(RUN, "profiles-bulk");
    checkpoint.prepared(RUN, prepared());
    return checkpoint;
  }

  @Test
  void aRunGoesFromStageToStageAndEachOpeningFindsItWhereItWas() {
    Checkpoint checkpoint = open();
    checkpoint.begin(RUN, "profiles-bulk");
    assertThat(open().isPrepared(RUN)).isFalse();

    checkpoint.prepared(RUN, prepared());
    assertThat(open().isPrepared(RUN)).isTrue();
    assertThat(open().ready(RUN)).extracting(Batch::number).containsExactly(1, 2);

    Batch first = checkpoint.ready(RUN).get(0);
    checkpoint.submitted(first, "node", "id-1");
    assertThat(open().ready(RUN)).extracting(Batch::number).containsExactly(2);
    Batch taken = open().submitted(RUN).get(0);
    assertThat(taken).extracting(Batch::node, Batch::batchId).containsExactly("node", "id-1");
    assertThat(taken.attempts()).isEqualTo(1);

    checkpoint.settle(taken, ALL, checkpoint.verdict(taken, ALL), null);
    checkpoint.refused(checkpoint.ready(RUN).get(0), "dead.json");
    assertThat(open().hasOpen(RUN)).isFalse();
    checkpoint.called(RUN, 3);
    checkpoint.called(RUN, 1);

    clock.advance(Duration.ofSeconds(90));
    RunReport report = open().report(RUN);
    assertThat(report.complete()).isTrue();
    assertThat(report)
        .extracting(
            RunReport::read,
            RunReport::accepted,
            RunReport::rejected,
            RunReport::deadLettered,
            RunReport::merged,
            RunReport::units,
            RunReport::calls,
            RunReport::seconds)
        .containsExactly(10L, 5L, 1L, 4L, 1L, 2L, 4L, 90.0);
    assertThat(report.deadLetters()).containsExactly("dead.json");
    assertThat(report.rejects()).isEqualTo(folder.resolve("rejects.csv").toString());
  }

  @Test
  void aBatchNotTakenAsAWholeIsReadyAgainUntilItHasBeenSentOftenEnough() {
    Checkpoint checkpoint = begun();
    checkpoint.setMaxAttempts(2);
    checkpoint.submitted(checkpoint.ready(RUN).get(0), "node", "id-1");
    Batch once = checkpoint.submitted(RUN).get(0);
    assertThat(checkpoint.verdict(once, SOME)).isEqualTo("READY");
    checkpoint.settle(once, SOME, "READY", null);
    checkpoint.submitted(checkpoint.ready(RUN).get(0), "node", "id-2");
    Batch twice = checkpoint.submitted(RUN).get(0);

    assertThat(twice.attempts()).isEqualTo(2);
    assertThat(checkpoint.verdict(twice, SOME)).isEqualTo("DEAD");
    assertThat(checkpoint.verdict(twice, ALL)).isEqualTo("COMPLETE");
    checkpoint.settle(twice, SOME, "DEAD", "dead.json");
    assertThat(checkpoint.report(RUN).deadLettered()).isEqualTo(1);
    assertThat(checkpoint.report(RUN).accepted()).isEqualTo(4);
  }

  @Test
  void preparedIsAllOrNothing() {
    Checkpoint checkpoint = open();
    checkpoint.begin(RUN, "profiles-bulk");
    BatchFile twice = new BatchFile(1, folder.resolve("1"), 50, 4, 5);
    Prepared broken = new Prepared(10, 10, 0, 0, 0, 0, List.of(twice, twice), folder.resolve("r"));

    assertThatThrownBy(() -> checkpoint.prepared(RUN, broken))
        .isInstanceOf(StateFault.class)
        .hasMessageStartingWith("The state store can't be used: ");
    assertThat(checkpoint.isPrepared(RUN)).isFalse();
    checkpoint.prepared(RUN, prepared());
    assertThat(checkpoint.ready(RUN)).hasSize(2);
  }

  @Test
  void rowsThatTheFilterDidNotLetThroughAreAccountedForAsSkipped() {
    Checkpoint checkpoint = open();
    checkpoint.begin(RUN, "profiles-bulk");
    checkpoint.prepared(RUN, new Prepared(10, 0, 3, 5, 2, 0, List.of(), folder.resolve("r")));

    RunReport report = checkpoint.report(RUN);
    assertThat(report.skipped()).isEqualTo(7);
    assertThat(report.complete()).isTrue();
  }

  @Test
  void beginningAgainChangesNothing() {
    Checkpoint checkpoint = begun();
    clock.advance(Duration.ofHours(1));
    checkpoint.begin(RUN, "profiles-bulk");

    assertThat(checkpoint.isPrepared(RUN)).isTrue();
    assertThat(checkpoint.report(RUN).started()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void aRefusedInputFailsWithItsReasonAndAnAccountedRunKeepsItsEnd() {
    Checkpoint checkpoint = open();
    checkpoint.begin(RUN, "profiles-bulk");
    assertThat(checkpoint.folder(RUN)).isEqualTo("done");
    checkpoint.refused(RUN, "long ".repeat(2_000));

    assertThat(checkpoint.isPrepared(RUN)).isTrue();
    assertThat(checkpoint.folder(RUN)).isEqualTo("failed");
    assertThat(checkpoint.report(RUN).refused()).startsWith("long long ").hasSize(4000);
    assertThat(checkpoint.isAccounted(RUN)).isFalse();
    checkpoint.accounted(RUN);
    clock.advance(Duration.ofHours(1));
    checkpoint.accounted(RUN);
    assertThat(checkpoint.isAccounted(RUN)).isTrue();
    assertThat(checkpoint.report(RUN).ended()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void oldRunsAreForgottenWithTheirBatchesWhenANewOneBegins() {
    Checkpoint checkpoint = begun();
    checkpoint.setKeepDays(30);
    checkpoint.accounted(RUN);
    clock.advance(Duration.ofDays(29));
    checkpoint.begin("recent", "profiles-bulk");
    assertThat(checkpoint.isPrepared(RUN)).isTrue();

    clock.advance(Duration.ofDays(2));
    checkpoint.begin("later", "profiles-bulk");

    assertThat(checkpoint.isPrepared(RUN)).isFalse();
    assertThat(checkpoint.ready(RUN)).isEmpty();
    assertThatThrownBy(() -> checkpoint.report(RUN)).hasMessage("There is no run " + RUN);
    assertThat(checkpoint.report("recent").run()).isEqualTo("recent");
  }

  @Test
  void aStoreThatCannotBeOpenedIsAFaultOfTheConfigurationInOneSentence() {
    assertThatThrownBy(() -> open(database.missing(folder)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("The state store can't be opened: ")
        .hasMessageContainingAll("nowhere", "see sync.state.url")
        .hasMessageNotContaining("\n");
  }
}
