package io.github.targetroutes.sync.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdatePlanTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|10|1000000|0|less than a minute at 10 updates a second; the daily limit of 1,000,000 is"
            + " not reached",
        "600|10|1000000|1|1 minute at 10 updates a second; the daily limit of 1,000,000 is not"
            + " reached",
        "601|10|1000000|2|2 minutes at 10 updates a second; the daily limit of 1,000,000 is not"
            + " reached",
        "2000000|10|1000000|3334|55 h 34 min at 10 updates a second; the daily limit of 1,000,000"
            + " is not reached",
        "600|10|0|1440|up to 24 h 0 min, for the daily limit is reached: 0 of 1,000,000 updates are"
            + " left",
        "2500000|20|900000|2880|up to 48 h 0 min, for the daily limit is reached: 900,000 of"
            + " 1,000,000 updates are left",
      })
  void theTimeIsThatOfTheRateOrOfTheDailyLimit(
      long updates, long perSecond, long left, long minutes, String words) {
    UpdatePlan plan = UpdatePlan.of(updates, perSecond, left, 1_000_000);

    assertThat(plan.minutes()).isEqualTo(minutes);
    assertThat(plan).hasToString(words);
    assertThat(plan.reachesLimit()).isEqualTo(words.startsWith("up to"));
  }
}
