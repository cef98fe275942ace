package io.github.targetroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReportTest {

  static final RunReport GOOD =
      report("20260101-120000000-customers.csv", 12_345, 12_345, 0, null, List.of());

  static RunReport report(
      String run, long read, long accepted, long rejected, String refused, List<String> dead) {
    return new RunReport(
        run,
        "profiles-bulk",
        Instant.parse("2026-01-01T12:00:00Z"),
        Instant.parse("2026-01-01T12:01:30.500Z"),
        read,
        accepted,
        rejected,
        read - accepted - rejected,
        0,
        45,
        2,
        5,
        refused,
        rejected == 0 ? null : "data/rejects/x.rejects.csv",
        dead);
  }

  @Test
  void theAccountIsATableThatReadsAlikeInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(GOOD.lines())
          .containsExactly(
              "Run 20260101-120000000-customers.csv of profiles-bulk",
              "  source        customers.csv",
              "  read                12,345",
              "  accepted            12,345  (45 of them merged into another row of the same id)",
              "  rejected                 0",
              "  dead-lettered            0",
              "  skipped                  0",
              "  batches                  2",
              "  calls                    5",
              "  seconds                 90.5");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theAccountSaysWhereTheRejectsAndTheDeadLettersAre() {
    RunReport report = report("r", 10, 4, 1, null, List.of("data/dead-letter/1.json", "2", "3"));

    assertThat(report.lines())
        .contains(
            "  rejected                 1  see data/rejects/x.rejects.csv",
            "  dead-lettered            5  see data/dead-letter/1.json and 2 more beside it");
  }

  @Test
  void onlyARunWithoutLossEndsWith0() {
    assertThat(GOOD.exitCode()).isZero();
    assertThat(report("r", 10, 9, 1, null, List.of()).exitCode()).isEqualTo(1);
    assertThat(report("r", 10, 9, 0, null, List.of("1")).exitCode()).isEqualTo(1);
    assertThat(report("r", 0, 0, 0, "it is empty", List.of()).exitCode()).isEqualTo(1);
  }

  @Test
  void theSourceIsTheNameThatTheFileCameWith() {
    assertThat(report("20260101-120000000-20260101-1-a.csv", 0, 0, 0, null, List.of()).source())
        .isEqualTo("20260101-1-a.csv");
    assertThat(report("night", 0, 0, 0, null, List.of()).source()).isEqualTo("night");
  }

  @Test
  void programsReadItAsJsonWithTimesInIso8601() throws Exception {
    ObjectMapper json = new ObjectMapper();

    JsonNode read = json.readTree(json.writeValueAsString(GOOD));

    assertThat(read.path("started").asText()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(read.path("seconds").asDouble()).isEqualTo(90.5);
    assertThat(read.path("complete").asBoolean()).isTrue();
    assertThat(read.path("source").asText()).isEqualTo("customers.csv");
    assertThat(read.has("lines")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "profiles-bulk, batches",
    "entities, batches",
    "offers, batches",
    "profiles-stream, updates",
    "inventory, files",
    "reports, files"
  })
  void theAccountNamesWhatItCounts(String flow, String units) {
    RunReport report = of(flow, 0);

    assertThat(report.lines()).contains("  %-14s%12d".formatted(units, 7));
    assertThat(report.markdown()).contains("| " + units + " | 7 |");
  }

  /** Nothing of an export goes to Target. */
  @Test
  void anExportIsNoLossOnTheWayToTarget() {
    assertThat(of("inventory", 1).markdown())
        .contains("1 of the 2 that Target was asked for are left out")
        .doesNotContain("arrive at Target", "What to do next");
    assertThat(of("inventory", 0).markdown()).contains("nothing is left to do");
  }

  private static RunReport of(String flow, long rejected) {
    return new RunReport(
        "r",
        flow,
        GOOD.started(),
        GOOD.ended(),
        2,
        2 - rejected,
        rejected,
        0,
        0,
        0,
        7,
        2,
        null,
        null,
        List.of());
  }

  @Test
  void theMailedAccountHasTheSameNumbersAndSaysWhatToDoNext() {
    RunReport report =
        report("20260101-120000000-a.csv", 12_000, 11_000, 400, null, List.of("data/dl/1.json"));

    assertThat(report.markdown().lines())
        .startsWith(
            "# Run 20260101-120000000-a.csv of profiles-bulk",
            "",
            "a.csv: 1,000 of 12,000 records did not arrive at Target.")
        .contains(
            "| read | 12,000 |  |",
            "| rejected | 400 | see data/rejects/x.rejects.csv |",
            "| dead-lettered | 600 | see data/dl/1.json |",
            "| seconds | 90.5 |  |",
            "From 2026-01-01 12:00:00Z to 2026-01-01 12:01:30Z.",
            "## What to do next")
        .anyMatch(line -> line.contains("target-routes replay --rejects"))
        .anyMatch(line -> line.contains("target-routes replay --list"));
    for (String line : report.lines().subList(2, report.lines().size())) {
      String[] words = line.strip().split(" +");
      assertThat(report.markdown()).contains("| " + words[0] + " | " + words[1] + " |");
    }
  }

  @Test
  void aRunWithoutLossLeavesNothingToDo() {
    assertThat(GOOD.markdown()).contains("nothing is left to do").doesNotContain("What to do next");
  }

  @Test
  void noNameBreaksTheTableOfTheMailedAccount() {
    assertThat(report("a|b<img>_.csv", 1, 0, 0, "it is | empty", List.of()).markdown())
        .contains("# Run a\\|b\\<img>\\_.csv of profiles-bulk")
        .contains("a\\|b\\<img>\\_.csv was refused as a whole: it is \\| empty")
        .contains("- Mend the file");
  }
}
