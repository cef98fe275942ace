package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@code sync-profiles-bulk} by a time table, one file after the other. */
class ProfilesBulkScheduleRouteTest extends ProfilesBulkTest {

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    options.batchDelay(Duration.ofMillis(300));
  }

  /** By its own delay, the source would be looked into after an hour. */
  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty(
        "sync.profiles-bulk.source",
        "file:" + data + "/inbox/profiles?delete=true&delay=3600000&initialDelay=3600000");
    settings.setProperty("sync.profiles-bulk.schedule", "0/1 * * * * ?");
  }

  @Test
  void filesAreTakenWhenTheirTimeHasComeAndWorkedOnOneAfterTheOther() {
    drop("a.csv", customers("a", 5), 60);
    drop("b.csv", customers("b", 5), 50);

    JsonNode first = report("done", "a.csv");
    JsonNode second = report("done", "b.csv");
    if (time(second, "started").isBefore(time(first, "started"))) {
      JsonNode other = first;
      first = second;
      second = other;
    }
    assertThat(time(second, "started")).isAfterOrEqualTo(time(first, "ended"));
    assertThat(log.complaints()).isEmpty();
  }

  private static Instant time(JsonNode report, String name) {
    return Instant.parse(report.path(name).asText());
  }
}
