package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BatchStatusTest {

  private static Batch batch(long profiles, long rows) {
    return new Batch("run", 1, 1, new File("b"), 1, profiles, rows, 1, null, null);
  }

  @Property
  void everyRowOfABatchIsAcceptedDeadOrSkippedWhateverTargetCounts(
      @ForAll @LongRange(min = 1, max = 20) long profiles,
      @ForAll @LongRange(max = 20) long merged,
      @ForAll @LongRange(max = 25) long successful,
      @ForAll @LongRange(max = 25) long notFound,
      @ForAll boolean passesOver) {
    Batch batch = batch(profiles, profiles + merged);
    BatchStatus status = new BatchStatus(null, profiles, successful, notFound, 0, passesOver);

    long dead = status.deadRows(batch);
    long skipped = status.skippedRows(batch);

    assertThat(dead).isNotNegative();
    assertThat(skipped).isNotNegative();
    assertThat(batch.rows() - dead - skipped).isNotNegative();
    assertThat(dead == 0).isEqualTo(status.missing(profiles) == 0);
    if (!passesOver) {
      assertThat(skipped).isZero();
    }
  }

  @Test
  void aBatchOfWhichTargetTookNothingIsDeadWithItsMergedRows() {
    assertThat(BatchStatus.none("stuck").deadRows(batch(4, 6))).isEqualTo(6);
    assertThat(new BatchStatus(null, 4, 3, 0, 1, false).deadRows(batch(4, 6))).isEqualTo(1);
  }

  @Test
  void whatVersion1PassesOverIsNotMissing() {
    BatchStatus status = new BatchStatus(null, 4, 1, 3, 0, true);

    assertThat(status.missing(4)).isZero();
    assertThat(status.skippedRows(batch(4, 4))).isEqualTo(3);
    assertThat(new BatchStatus(null, 4, 0, 4, 0, true).skippedRows(batch(4, 5))).isEqualTo(5);
  }

  @Test
  void theOutcomeIsToldAlikeInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new BatchStatus(null, 1234, 1200, 30, 4, false))
          .hasToString(
              "complete; of 1,234 profiles Target took 1,200, did not know 30 and failed on 4");
      assertThat(BatchStatus.none("Target got stuck on it")).hasToString("Target got stuck on it");
    } finally {
      Locale.setDefault(before);
    }
  }
}
