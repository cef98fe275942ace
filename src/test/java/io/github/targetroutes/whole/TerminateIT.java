package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM in the middle of a run: what is done is noted, and the next start goes on from there. */
class TerminateIT {

  private static final int ROWS = 40_000;
  private static final int BATCHES = 8;
  private static final int SIGTERM = 143;

  /** A call each second: in the middle of sending there is time to be stopped. */
  private static final Map<String, String> SLOWLY =
      Map.of(
          "sync.profiles-bulk.max-rows", String.valueOf(ROWS / BATCHES),
          "adobe.target.calls-per-minute", "60",
          "adobe.target.burst", "1");

  @TempDir Path folder;

  @Test
  void stoppedWhileItPreparesAndWhileItSendsItGoesOnWhereItWas() throws IOException {
    WorkFolder home = WorkFolder.in(folder);
    try (OuterSandbox sandbox = OuterSandbox.start(folder)) {
      home.calling(sandbox).write("data/inbox/profiles/customers.csv", Customers.csv(ROWS));

      int first = stopped(home, p -> p.until("prepares", () -> prepares(home)));
      assertThat(first).as("no call goes out after the signal").isZero();
      int second = stopped(home, p -> p.says("batch 3/8 of .*: sent"));
      assertThat(second).as("nor after the one that is under way").isBetween(3, 4);
      try (Program program = home.run(quickly(), "--profile", WorkFolder.ELSEWHERE, "--once")) {
        assertThat(program.exitCode()).as(program.toString()).isZero();
        assertThat(batchesSent(program)).as(program.toString()).isEqualTo(BATCHES - second);
      }

      JsonNode report = report(home);
      assertThat(report.path("accepted").asLong()).isEqualTo(ROWS);
      assertThat(report.path("calls").asLong()).isGreaterThanOrEqualTo(2 * BATCHES);
      assertThat(sandbox.state().at("/batchTotals/batches").asInt()).isEqualTo(BATCHES);
    }
  }

  private static boolean prepares(WorkFolder home) {
    return !home.names("data/batches/profiles-bulk").isEmpty();
  }

  private interface Moment {
    void waitFor(Program program);
  }

  /** Gives the number of batches that it sent. */
  private static int stopped(WorkFolder home, Moment moment) {
    try (Program program = home.run(SLOWLY, "--profile", WorkFolder.ELSEWHERE)) {
      moment.waitFor(program);
      program.terminate();
      assertThat(program.exitCode()).as(program.toString()).isEqualTo(SIGTERM);
      assertThat(program.err()).as(program.toString()).noneMatch(line -> line.contains("ERROR"));
      assertThat(home.names("data/work/profiles-bulk")).as("the input stays").hasSize(1);
      return batchesSent(program);
    }
  }

  private static int batchesSent(Program program) {
    return (int) program.err().stream().filter(line -> line.matches(".*batch .*: sent.*")).count();
  }

  private static Map<String, String> quickly() {
    return Map.of("sync.profiles-bulk.max-rows", String.valueOf(ROWS / BATCHES));
  }

  private static JsonNode report(WorkFolder home) throws IOException {
    String done = "data/done/profiles-bulk";
    String name =
        home.names(done).stream().filter(n -> n.endsWith(".report.json")).findFirst().orElseThrow();
    return new ObjectMapper().readTree(home.read(done + "/" + name));
  }
}
