package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first hour: the default profile in an empty folder. */
class FirstRunIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void sampleGoesThroughWithALineForEachStageAndATableOfTheRun() throws IOException {
    WorkFolder home = WorkFolder.in(folder);

    try (Program program = home.run(Map.of("sandbox.port", freePort()), "--once")) {
      assertThat(program.exitCode()).as(program.toString()).isEqualTo(1);
      assertThat(said(program))
          .containsSubsequence(
              "Key pair made",
              "IMS and Target play on http://127.0.0.1",
              "Sample of 10000 customers",
              "10,000 rows read, 41 rejected, 9,959 for Target in 1 batch",
              "batch 1/1 of",
              "complete; of 9,949 profiles Target took 9,949",
              "read                10,000",
              "accepted             9,959",
              "rejected                41",
              "dead-lettered            0")
          .contains("JWT signed with RS256", "Token exchanged at IMS by the grant jwt")
          .doesNotContain("WARN", "ERROR");
    }

    assertThat(home.names("data/inbox/profiles")).isEmpty();
    assertThat(home.names("data/work/profiles-bulk")).isEmpty();
    JsonNode report = report(home);
    assertThat(report.path("read").asLong())
        .isEqualTo(report.path("accepted").asLong() + report.path("rejected").asLong())
        .isEqualTo(10_000);
  }

  /** As a jar that another program embeds: nothing but the class path is there. */
  @Test
  void programStaysTakesWhatIsDroppedIntoTheInboxAndEndsCleanlyWhenToldTo() throws IOException {
    WorkFolder home = WorkFolder.bare(folder).withKeyPair();
    String port = freePort();

    try (Program program = home.run(Map.of("sandbox.port", port, "sandbox.sample-rows", "500"))) {
      program.says("^.* read +500$");
      assertThat(state(port).path("profiles").asLong()).isEqualTo(497);

      home.write(
          "inbox.part",
          "customer_id,first_name,last_name,city,loyalty_tier,lifetime_value,last_purchase,favourite_category,delivery_note\n"
              + "new1,Ada,Lovelace,London,gold,1,2026-01-01,books,\n");
      Files.move(home.path("inbox.part"), home.path("data/inbox/profiles/more.csv"));
      program.says("^.* read +1$");
      assertThat(state(port).path("profiles").asLong()).isEqualTo(498);

      program.terminate();
      // 128 + 15: how the JVM ends after a signal, once all is stopped in order.
      assertThat(program.exitCode()).isEqualTo(143);
      assertThat(said(program)).doesNotContain("WARN", "ERROR", "Exception");
    }
    assertThat(home.names("data/done/profiles-bulk"))
        .filteredOn(name -> name.endsWith("more.csv"))
        .hasSize(1);
  }

  /** The sandbox in one process, the program in another. */
  @Test
  void stateOfTheSandboxAgreesWithTheAccountOfTheRun() throws IOException {
    WorkFolder home = WorkFolder.in(folder);
    try (OuterSandbox sandbox = OuterSandbox.start(folder)) {
      home.calling(sandbox);
      try (Program sample = home.run("sample", "data/inbox/profiles/c.csv", "--rows", "2000")) {
        assertThat(sample.exitCode()).as(sample.toString()).isZero();
      }
      try (Program program = home.run("--profile", WorkFolder.ELSEWHERE, "--once")) {
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(1);
      }

      JsonNode report = report(home);
      JsonNode state = sandbox.state();
      assertThat(report.path("read").asLong()).isEqualTo(2000);
      assertThat(state.path("profiles").asLong())
          .isEqualTo(report.path("accepted").asLong() - report.path("merged").asLong());
      assertThat(state.at("/batchTotals/batches").asLong())
          .isEqualTo(report.path("units").asLong());
      assertThat(state.at("/exchanges/jwt").asLong()).isEqualTo(1);
      assertThat(state.at("/quota/used").asLong()).isEqualTo(report.path("calls").asLong());
    }
  }

  private static String said(Program program) {
    return String.join("\n", program.err());
  }

  private static JsonNode report(WorkFolder home) throws IOException {
    List<String> reports =
        home.names("data/done/profiles-bulk").stream()
            .filter(name -> name.endsWith(".report.json"))
            .toList();
    assertThat(reports).hasSize(1);
    return JSON.readTree(home.read("data/done/profiles-bulk/" + reports.get(0)));
  }

  private static JsonNode state(String port) throws IOException {
    return JSON.readTree(URI.create("http://127.0.0.1:" + port + "/sandbox/state").toURL());
  }

  static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return String.valueOf(socket.getLocalPort());
    }
  }
}
