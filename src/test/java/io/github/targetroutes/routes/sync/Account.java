package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** What a report of a run counts. */
final class Account {

  private Account() {}

  /** As a sum, in which nothing may be missing. */
  static String of(JsonNode report) {
    assertThat(report.path("complete").asBoolean()).as("%s", report).isTrue();
    return "%d read = %d accepted + %d rejected + %d dead + %d skipped"
        .formatted(
            report.path("read").asLong(),
            report.path("accepted").asLong(),
            report.path("rejected").asLong(),
            report.path("deadLettered").asLong(),
            report.path("skipped").asLong());
  }
}
