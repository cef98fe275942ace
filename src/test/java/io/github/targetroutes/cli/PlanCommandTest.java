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
  void aPlanOfEventsTellsTheirUpdatesTheTimeAndTheFirstRejects() throws IOException {
    Path events = folder.resolve("events.jsonl");
    Files.writeString(
        events,
        Files.readString(Path.of("config/samples/events.jsonl"))
            + """
            {"type": "login", "at": "2026-11-20T18:05:00Z", "customer": {"id": "C200000002"}}
            """);

    Terminal.Result result = terminal().run("plan", "profiles-stream", events.toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).as("some would be rejected").isEqualTo(1);
    assertThat(result.out())
        .containsPattern("read +10\\R")
        .containsPattern("updates +4\\R")
        .containsPattern("merged +1\\R")
        .containsPattern("skipped +1\\R")
        .containsPattern("rejected +4\\R")
        .contains("8 calls: before each update Target is asked whether it knows the profile")
        .contains("less than a minute at 10 updates a second")
        .contains("the daily limit of 1,000,000 is not reached")
        .contains("  rejected line 6, at: the value is no date");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.equals("events.jsonl") || name.startsWith("target-routes."));
    }

    JsonNode plan =
        JSON.readTree(terminal().run("plan", "profiles-stream", events.toString(), "--json").out());
    assertThat(plan.path("calls").asInt()).isEqualTo(8);
    assertThat(plan.path("minutes").asInt()).isZero();
    assertThat(plan.path("dailyLimitReached").asBoolean()).isFalse();
    assertThat(plan.path("first")).hasSize(3);
  }

  @Test
  void aPlanTellsThatTheRunWouldStop() throws IOException {
    Path bad =
        Files.writeString(
            folder.resolve("bad.csv"),
            Files.readAllLines(Path.of("config/samples/profiles.csv")).get(0)
                + "\n"
                + ",,,,,,,,,\n".repeat(10));

    Terminal.Result result = terminal().run("plan", "profiles-bulk", bad.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .containsPattern("rejected +10\\R")
        .contains("takes       no call")
        .contains(
            "stops       The file bad.csv is refused: it would reject 10 of 10 records, more than"
                + " the 50 %");
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
