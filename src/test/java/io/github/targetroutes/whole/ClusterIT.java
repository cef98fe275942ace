package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database and one data folder, of which one is killed and one stands still. */
class ClusterIT {

  private static final int ROWS = 400;
  private static final int BATCHES = 4;
  private static final String DONE = "shared/done/profiles-bulk";

  @TempDir Path folder;

  @Test
  void eachFileIsWorkedOnByOneNodeAndAnotherOneGoesOnWhereThatEnds() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        OuterSandbox sandbox =
            OuterSandbox.start(folder, options -> options.batchDelay(Duration.ofSeconds(4)))) {
      WorkFolder home = WorkFolder.in(folder).calling(sandbox);
      Map<String, String> settings = settings(home, postgres);
      try (Program killed = node(home, settings)) {
        killed.says("This node, .*, works on the flows");
        try (Program frozen = node(home, settings);
            Program last = node(home, settings)) {
          frozen.says("this one stands by");
          last.says("this one stands by");
          put(home, "a.csv");
          killed.says("batch 4/4 of .*a.csv: sent");
          killed.kill();

          Program worker = workerOf(frozen, last, "batch 4/4 of .*a.csv: complete");
          Program standby = worker == frozen ? last : frozen;
          assertThat(standby.err()).noneMatch(line -> line.contains("batch"));
          put(home, "b.csv");
          worker.says("batch 4/4 of .*b.csv: sent");
          worker.freeze();
          standby.says("batch 4/4 of .*b.csv: complete");
          standby.until("accounts for it", () -> reports(home).size() == 2);
          worker.thaw();
          worker.says("another one has gone on with its work");

          assertThat(standby.err()).noneMatch(line -> line.contains("ERROR"));
        }
      }

      assertThat(reports(home))
          .allSatisfy(report -> assertThat(report.path("accepted").asInt()).isEqualTo(ROWS))
          .allSatisfy(report -> assertThat(report.path("units").asInt()).isEqualTo(BATCHES));
      assertThat(sandbox.state().at("/batchTotals/batches").asInt()).isEqualTo(2 * BATCHES);
    }
  }

  /** Whichever of the two goes on. */
  private static Program workerOf(Program one, Program other, String line) {
    one.until("or the other says " + line, () -> one.hasSaid(line) || other.hasSaid(line));
    return one.hasSaid(line) ? one : other;
  }

  private static Map<String, String> settings(WorkFolder home, EmbeddedPostgres postgres) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("data.dir", home.path("shared").toString());
    settings.put("sync.state.url", postgres.getJdbcUrl("postgres", "postgres"));
    settings.put("sync.state.user", "postgres");
    settings.put("sync.state.lease", "2s");
    settings.put("sync.profiles-bulk.max-rows", String.valueOf(ROWS / BATCHES));
    return settings;
  }

  private static Program node(WorkFolder home, Map<String, String> settings) {
    return home.run(settings, "--profile", WorkFolder.ELSEWHERE + ",cluster");
  }

  private static void put(WorkFolder home, String name) throws IOException {
    String inbox = "shared/inbox/profiles/";
    // Others than those of the other file, which would be there already.
    String customers = Customers.csv(ROWS).replace("\nid", "\n" + name);
    home.write(inbox + name + ".part", customers);
    Files.move(home.path(inbox + name + ".part"), home.path(inbox + name));
  }

  private static List<JsonNode> reports(WorkFolder home) {
    return home.names(DONE).stream()
        .filter(name -> name.endsWith(".report.json"))
        .map(name -> json(home.read(DONE + "/" + name)))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
