package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  private static final String ADDRESS = "{{sync.x.source}}{{schedule:sync.x.schedule}}";

  private static String address(String source, String schedule, String zone, String once) {
    Properties settings = new Properties();
    settings.setProperty("sync.x.source", source);
    settings.setProperty("sync.x.schedule", schedule);
    settings.setProperty("sync.time-zone", zone);
    settings.setProperty("ops.once", once);
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.getPropertiesComponent().setInitialProperties(settings);
      return context.resolvePropertyPlaceholders(ADDRESS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSourceWithoutScheduleStaysAsItIs() {
    assertThat(address("file:in?delay=5", " ", "UTC", "false")).isEqualTo("file:in?delay=5");
  }

  @Test
  void aScheduleIsPutBehindTheSource() {
    assertThat(address("file:in?delay=5", "0 15 2 * * ?", "Europe/Berlin", "false"))
        .isEqualTo(
            "file:in?delay=5&scheduler=quartz&scheduler.cron=0+15+2+*+*+?&scheduler.timeZone=Europe/Berlin");
    assertThat(address("file:in", "0 15 2 * * ?", "UTC", "false"))
        .startsWith("file:in?scheduler=quartz&");
  }

  @Test
  void aProgramThatRunsOnceRunsNow() {
    assertThat(address("file:in", "0 15 2 * * ?", "UTC", "true")).isEqualTo("file:in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "15 2 * * *         | Unexpected end of expression",
        "0 15 25 * * ?      | Hour values must be between 0 and 23",
        "every night        | Illegal characters for this position: 'EVE'",
        "0 0 0 1 1 ? 2020   | its time is over"
      })
  void whatIsNoTimeTableIsToldInOneSentence(String cron, String why) {
    assertThatThrownBy(() -> address("file:in", cron, "UTC", "false"))
        .satisfies(
            fault ->
                assertThat(configuration(fault))
                    .hasMessage(
                        "sync.x.schedule="
                            + cron
                            + " is no time table: "
                            + why
                            + "; write second, minute, hour, day, month and weekday, as in 0 15 2 *"
                            + " * ? for a quarter past two every night"));
  }

  @Test
  void whatIsNoTimeZoneIsToldInOneSentence() {
    assertThatThrownBy(() -> address("file:in", "0 15 2 * * ?", "Berlin", "false"))
        .satisfies(
            fault ->
                assertThat(configuration(fault))
                    .hasMessage(
                        "sync.time-zone=Berlin is no time zone; write one such as Europe/Berlin or"
                            + " UTC"));
  }

  private static Throwable configuration(Throwable fault) {
    Throwable cause = fault;
    while (!(cause instanceof ConfigurationException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
