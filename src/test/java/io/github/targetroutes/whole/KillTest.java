package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at the worst moments of one run, each time followed by a new start. */
class KillTest {

  private static final int ROWS = 40_000;
  private static final int BATCHES = 8;
  private static final String BATCHES_FOLDER = "data/batches/profiles-bulk";

  private static final Map<String, String> SETTINGS =
      Map.of("sync.profiles-bulk.max-rows", String.valueOf(ROWS / BATCHES));

  @TempDir Path folder;

  @Test
  void killedAtAnyMomentNothingIsLostAndNothingIsCountedTwice() throws IOException {
    WorkFolder home = WorkFolder.in(folder);
    // The batches take a while at Target, so that there is a time of following.
    try (SandboxProgram sandbox =
        SandboxProgram.start(folder, Map.of("sandbox.batch-delay", "3s"))) {
      home.calling(sandbox).write("data/inbox/profiles/customers.csv", Customers.csv(ROWS));

      killed(home, "while it prepares", p -> p.until("prepares", () -> prepares(home)));
      killed(home, "before it sends", p -> p.says("40,000 rows read"));
      killed(home, "between two batches", p -> p.says("batch 3/8 of .*: sent"));
      killed(home, "while it follows", p -> p.says("batch 8/8 of .*: sent"));
      killed(home, "when it has just started again", p -> p.says("Running with the profile"));
      killed(home, "after the last batch", p -> p.says("batch 8/8 of .*: complete"));
      try (Program program = run(home)) {
        assertThat(program.exitCode()).as(program.toString()).isZero();
        assertThat(String.join("\n", program.err())).doesNotContain("ERROR");
      }

      assertAccountIsWhole(home);
      assertSandboxHasThem(sandbox);
    }
  }

  private interface Moment {
    void waitFor(Program program);
  }

  private static void killed(WorkFolder home, String when, Moment moment) {
    try (Program program = run(home)) {
      moment.waitFor(program);
      program.kill();
      assertThat(home.names("data/done/profiles-bulk"))
          .as("the input is not put away when killed %s", when)
          .noneMatch(name -> name.endsWith(".csv"));
    }
  }

  private static Program run(WorkFolder home) {
    return home.run(SETTINGS, "--profile", WorkFolder.ELSEWHERE, "--once");
  }

  private static boolean prepares(WorkFolder home) {
    return home.names(BATCHES_FOLDER).stream()
        .anyMatch(run -> !home.names(BATCHES_FOLDER + "/" + run).isEmpty());
  }

  private static void assertAccountIsWhole(WorkFolder home) throws IOException {
    List<String> done = home.names("data/done/profiles-bulk");
    assertThat(done).hasSize(3);
    assertThat(done.get(0)).endsWith("customers.csv");
    assertThat(home.read("data/done/profiles-bulk/" + done.get(0))).isEqualTo(Customers.csv(ROWS));
    JsonNode report =
        new ObjectMapper().readTree(home.read("data/done/profiles-bulk/" + done.get(1)));
    assertThat(report.path("read").asLong()).isEqualTo(ROWS);
    assertThat(report.path("accepted").asLong()).isEqualTo(ROWS);
    assertThat(report.path("units").asLong()).isEqualTo(BATCHES);
    for (String empty : List.of("inbox/profiles", "work/profiles-bulk", "batches/profiles-bulk")) {
      assertThat(home.names("data/" + empty)).isEmpty();
    }
  }

  private static void assertSandboxHasThem(SandboxProgram sandbox) {
    JsonNode state = sandbox.state();
    assertThat(state.path("profiles").asInt()).isEqualTo(ROWS);
    // A batch that was on its way when the program died is sent again; no others are.
    assertThat(state.at("/batchTotals/batches").asInt()).isBetween(BATCHES, BATCHES + 3);
    assertThat(state.at("/batchTotals/failedUpdates").asInt()).isZero();
    for (int n = 0; n < ROWS; n += 97) {
      JsonNode profile = sandbox.profile("id" + n);
      assertThat(profile.at("/city/value").asText()).isEqualTo("City-" + n);
      assertThat(profile.at("/firstName/value").asText()).isEqualTo("Ann-" + n);
      assertThat(profile.at("/source/value").asText()).isEqualTo("crm");
      assertThat(profile).hasSize(3);
    }
  }
}
