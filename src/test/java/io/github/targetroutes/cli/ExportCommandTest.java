package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.cli.Terminal.Result;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {

  @TempDir static Path folder;
  private static TestSandbox adobe;

  private final Terminal terminal =
      Terminal.with(adobe.settings())
          .set("error.target.retries", "0")
          .set("error.auth.retries", "0")
          .set("adobe.target.response-timeout", "20000")
          .set("export.inventory.kinds", "activities,hosts");

  @BeforeAll
  static void start() {
    adobe = TestSandbox.start(folder);
  }

  @AfterAll
  static void stop() {
    adobe.close();
  }

  private static int reports() {
    SandboxView view = new SandboxView(adobe.sandbox());
    return view.calls("reports.performance") + view.calls("reports.orders");
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }

  @Test
  void anInventoryTellsWhereItsFilesAre() throws IOException {
    Result result = terminal.run("export", "inventory");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("6 records in 4 files, 0 refused, 2 calls");
    Path file = Path.of(result.out().lines().findFirst().orElseThrow().split(" ")[0]);
    assertThat(file).hasFileName("activities.jsonl");
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  @Test
  void whatProgramsReadIsJsonAndWhatIsRefusedEndsWithOne() throws IOException {
    Result result =
        terminal.run("export", "reports", "--from", "2026-01-01", "--activity", "1,4711", "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(json(result).path("files"))
        .hasSize(2)
        .allSatisfy(file -> assertThat(Path.of(file.path("file").asText())).exists());
    assertThat(json(result).at("/refused/0/reason").asText())
        .isEqualTo("Target has no activity 4711");
  }

  @Test
  void theSameCommandGoesOnWhereItWasInterrupted() {
    int before = reports();
    adobe.sandbox().faults().add(Fault.status(502).matching("/report/").after(5));
    String[] command = {"export", "reports", "--from", "2026-02-01", "--to", "2026-02-02"};

    Result interrupted = terminal.run(command);
    Result wholeAtLast = terminal.run(command);

    assertThat(interrupted.exitCode()).isEqualTo(4);
    assertThat(interrupted.err()).contains("the same command goes on from here").contains("502");
    assertThat(wholeAtLast.exitCode()).isZero();
    // Two activities, two reports, two days; and the call that failed.
    assertThat(reports()).isEqualTo(before + 2 * 2 * 2 + 1);
  }

  @Test
  void whoBeginsAnewAsksForAllAgain() {
    int before = reports();
    adobe.sandbox().faults().add(Fault.status(502).matching("/report/").after(2));
    terminal.run("export", "reports", "--from", "2026-02-03");

    Result anew = terminal.run("export", "reports", "--from", "2026-02-03", "--anew");

    assertThat(anew.exitCode()).isZero();
    assertThat(reports()).isEqualTo(before + 3 + 4);
  }

  @Test
  void withoutATokenNothingIsExported() {
    Result result =
        terminal
            .set("data.dir", folder.resolve("other").toString())
            .set("adobe.ims.url", "http://127.0.0.1:1")
            .run("export", "inventory");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("IMS at http://127.0.0.1:1 gave no answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export",
        "export offers",
        "export inventory --from 1",
        "export reports --from 2026-02-30",
        "export reports --report audit",
        "export reports --activity home"
      })
  void whatCanNotBeExportedIsSaidInOneSentence(String command) {
    Result result = terminal.run(command.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("target-routes: ").hasLineCount(1);
  }

  @Test
  void aKindWithoutAListIsNamed() {
    Result result =
        terminal.set("export.inventory.kinds", "activities,visitors").run("export", "inventory");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("\"visitors\", of which Target has no list");
  }
}
