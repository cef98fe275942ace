package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** Nobody listens at any address of these settings. */
  private Terminal terminal() {
    return Terminal.with(
        Map.of(
            "data.dir", folder.toString(),
            "adobe.ims.url", "http://127.0.0.1:9",
            "adobe.target.admin-url", "http://127.0.0.1:9",
            "adobe.target.tenant", "acme",
            "adobe.target.client-code", "acmeclient"));
  }

  @Test
  void aPlanOfProductsTellsWhatWouldBeDoneAndSendsNothing() throws IOException {
    Terminal.Result result =
        terminal().run("plan", "entities", "config/samples/entities.csv", "--json");

    assertThat(result.err()).isEmpty();
    JsonNode plan = JSON.readTree(result.out());
    assertThat(plan.path("read").asInt())
        .isEqualTo(
            Stream.of("create", "update", "delete", "unchanged", "skipped", "rejected")
                .mapToInt(name -> plan.path(name).asInt())
                .sum());
    assertThat(plan.path("create").asInt()).isEqualTo(4);
    assertThat(plan.path("delete").asInt()).isEqualTo(1);
    assertThat(plan.path("calls").asInt()).isEqualTo(2);
    assertThat(plan.path("first").toString()).contains("create line 2: CAM-1001");
    assertThat(result.exitCode()).as("some would be rejected").isEqualTo(1);
  }

  @Test
  void aPlanLeavesNothingBehind() throws IOException {
    terminal().run("plan", "entities", "config/samples/entities.csv");
    terminal().run("plan", "profiles-bulk", "config/samples/profiles.csv");

    assertThat(terminal().run("plan", "entities", "config/samples/entities.csv").out())
        .containsPattern("create +4")
        .contains("2 calls, less than a minute at 45 calls a minute");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.startsWith("target-routes."));
    }
  }

  @Test
  void aPlanOfCustomersTellsTheBatches() {
    Terminal.Result result = terminal().run("plan", "profiles-bulk", "config/samples/profiles.csv");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsPattern("read +8")
        .containsPattern("rejected +3")
        .containsPattern("batches +1")
        .contains("at least 2 calls");
  }

  @Test
  void whatCantBePlannedIsToldInOneSentence() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));

    assertThat(terminal().run("plan", "entities", "nowhere.csv"))
        .extracting(Terminal.Result::exitCode, Terminal.Result::err)
        .containsExactly(
            2,
            "target-routes: There is no file nowhere.csv; correct its name"
                + System.lineSeparator());
    assertThat(terminal().run("plan", "nothing", empty.toString()).err())
        .contains("There is no flow \"nothing\"");
    Terminal.Result refused = terminal().run("plan", "entities", empty.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines()).singleElement().asString().contains("it is empty");
  }
}
