package io.github.targetroutes.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.MutableClock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private final MutableClock clock = new MutableClock("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "7|7",
        " 30 |30",
        "300s|300",
        "Thu, 01 Jan 2026 00:01:30 GMT|90",
        "Wed, 31 Dec 2025 23:00:00 GMT|0",
        "999999999|3600"
      })
  void secondsAndDatesAreUnderstoodAndBounded(String header, long seconds) {
    assertThat(RetryAfter.parse(header, clock)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
  void whatIsNeitherIsIgnored(String header) {
    assertThat(RetryAfter.parse(header, clock)).isEmpty();
  }
}
