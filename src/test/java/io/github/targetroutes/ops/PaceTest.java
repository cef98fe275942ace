package io.github.targetroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.sync.RunState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private static RunState state(boolean prepared, long settled, long done, long atTarget) {
    return new RunState(
        "night.csv", "profiles-bulk", START, prepared, 40_000, settled, 8, done, atTarget, null, 9);
  }

  private static String line(long settled, Duration passed, Duration wait) {
    return new Pace(state(true, 5_000, 1, 0), state(true, settled, 2, 3), passed)
        .line(wait, START.plusSeconds(90));
  }

  @Test
  void aFileThatIsReadTellsForHowLong() {
    assertThat(
            new Pace(state(false, 0, 0, 0), state(false, 0, 0, 0), Duration.ZERO)
                .line(Duration.ZERO, START.plusSeconds(200)))
        .isEqualTo("night.csv: being read for 3 min");
  }

  @Test
  void theRateCountsFromTheFirstLookSoThatARestartDoesNotFlatterIt() {
    assertThat(line(10_000, Duration.ofSeconds(10), Duration.ZERO))
        .isEqualTo(
            "night.csv: 10,000 of 40,000 records done, 2/8 batches (3 at Target), 500/s, 9 calls,"
                + " about 60 s left");
  }

  @Test
  void objectsAreNoBatches() {
    RunState entities = new RunState("shop.csv", "entities", START, true, 10, 5, 10, 5, 0, null, 1);

    assertThat(new Pace(entities, entities, Duration.ZERO).line(Duration.ZERO, START))
        .contains("5 of 10 records done, 5/10 objects");
  }

  @Test
  void aWaitForTheQuotaIsTold() {
    assertThat(line(10_000, Duration.ofSeconds(10), Duration.ofSeconds(12)))
        .contains(", waiting 12 s for Target's rate limit, ");
  }

  @Test
  void nothingIsGuessedFromNothing() {
    assertThat(line(5_000, Duration.ofSeconds(10), Duration.ZERO)).doesNotContain("/s", "left");
    assertThat(line(6_000, Duration.ofMillis(10), Duration.ZERO)).doesNotContain("/s", "left");
  }
}
