package io.github.targetroutes.routes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.ops.RunReport;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** {@code ops-run-report}: one account in the log, in a file and in the exit code. */
class RunReportRouteTest extends SandboxRoutesTest {

  private static RunReport report(long accepted) {
    return new RunReport(
        "20260101-120000000-a.csv",
        "some-flow",
        Instant.parse("2026-01-01T12:00:00Z"),
        Instant.parse("2026-01-01T12:00:01Z"),
        10,
        accepted,
        0,
        10 - accepted,
        0,
        0,
        1,
        2,
        null,
        null,
        accepted == 10 ? List.of() : List.of("data/dead-letter/1.json"));
  }

  @Test
  void theAccountIsToldWrittenForTheOwnerAloneAndWrittenAnewWhenItIsMadeAgain() throws Exception {
    ExitCode exitCode = context.getRegistry().lookupByNameAndType("exitCode", ExitCode.class);
    Path file = data.resolve("failed/some-flow/20260101-120000000-a.csv.report.json");
    Path mail = file.resolveSibling("20260101-120000000-a.csv.report.md");
    try (LogLines log = LogLines.listen()) {
      Exchange told = make(10);

      assertThat(told.getException()).isNull();
      assertThat(log.at(Level.INFO)).containsAll(report(10).lines());
    }
    assertThat(exitCode.value()).isZero();
    assertThat(json(file).path("accepted").asInt()).isEqualTo(10);
    assertThat(mail).content().contains("| accepted | 10 |").contains("nothing is left to do");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.getParent())).isEqualTo("rwx------");

    make(9);

    assertThat(exitCode.value()).isEqualTo(1);
    assertThat(json(file).path("accepted").asInt()).isEqualTo(9);
    assertThat(mail).content().contains("| accepted | 9 |").contains("- Dead letters");
    assertThat(mode(mail)).isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(file, mail);
    }
  }

  private Exchange make(long accepted) {
    RunReport report = report(accepted);
    return call("direct:ops-run-report", report, "sync.run", report.run(), "sync.folder", "failed");
  }

  private static JsonNode json(Path file) throws Exception {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
