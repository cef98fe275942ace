package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while events are on their way, each time followed by a new start. */
class StreamKillTest {

  private static final int EVENTS = 4_000;
  private static final int PROFILES = 400;
  private static final String FLOW = "sync.profiles-stream.";

  @TempDir Path folder;

  @Test
  void killedAtAnyMomentNoEventIsLostAndNoneIsCountedTwice() throws IOException {
    WorkFolder home = WorkFolder.in(folder);
    try (SandboxProgram sandbox = SandboxProgram.start(folder, Map.of())) {
      letTargetKnowThem(sandbox);
      home.calling(sandbox).write("data/inbox/profiles-stream/events.jsonl", events());

      // So few may wait that the file is taken in part only.
      killed(home, Map.of("max-waiting", "150", "window", "5s"), p -> p.says("The source waits"));
      killed(home, Map.of("window", "5s"), p -> p.says("4,?000 records taken"));
      killed(
          home,
          Map.of("updates-per-second", "20"),
          p -> p.until("sends", () -> sent(sandbox) > 40));
      try (Program program = run(home, Map.of(), "--once")) {
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(1);
        assertThat(String.join("\n", program.err())).doesNotContain("ERROR");
      }

      assertThat(read(home, "accepted")).isEqualTo(EVENTS - 1);
      assertThat(read(home, "rejected")).isEqualTo(1);
      for (int n = 0; n < PROFILES; n += 7) {
        assertThat(sandbox.profile("id" + n).at("/lastAmount/value").asInt())
            .isEqualTo(EVENTS - PROFILES + n);
      }
    }
  }

  private interface Moment {
    void waitFor(Program program);
  }

  private static void killed(WorkFolder home, Map<String, String> settings, Moment moment) {
    try (Program program = run(home, settings)) {
      moment.waitFor(program);
      program.kill();
    }
  }

  private static Program run(WorkFolder home, Map<String, String> settings, String... arguments) {
    Map<String, String> all =
        new TreeMap<>(
            Map.of(
                FLOW + "updates-per-second", "1000",
                FLOW + "window", "200ms",
                FLOW + "unknown", "send"));
    settings.forEach((name, value) -> all.put(FLOW + name, value));
    List<String> line = new ArrayList<>(List.of("--profile", WorkFolder.ELSEWHERE));
    line.addAll(List.of(arguments));
    return home.run(all, line.toArray(String[]::new));
  }

  private static void letTargetKnowThem(SandboxProgram sandbox) {
    String batch =
        IntStream.range(0, PROFILES)
            .mapToObj(n -> "id" + n + ",yes\n")
            .collect(Collectors.joining("", "batch=thirdPartyId,known\n", ""));
    sandbox.post("/m2/sandboxclient/v2/profile/batchUpdate", batch);
    await().until(() -> sandbox.state().path("profiles").asInt() == PROFILES);
  }

  private static int sent(SandboxProgram sandbox) {
    return sandbox.state().at("/calls/profiles.update/total").asInt();
  }

  /** A figure of all the accounts that were given. */
  private static long read(WorkFolder home, String figure) throws IOException {
    long sum = 0;
    for (String name : home.names("data/done/profiles-stream")) {
      if (name.endsWith(".report.json")) {
        JsonNode report =
            new ObjectMapper().readTree(home.read("data/done/profiles-stream/" + name));
        sum += report.path(figure).asLong();
      }
    }
    return sum;
  }

  /** Of each profile the last event tells the highest amount; one event has no key. */
  private static String events() {
    return IntStream.range(0, EVENTS)
        .mapToObj(
            n ->
                "{\"type\":\"purchase\",\"at\":\"2026-11-20T18:04:11Z\",\"customer\":{\"id\":\"%s\"},\"order\":{\"total\":%d}}"
                    .formatted(n == 5 ? "" : "id" + n % PROFILES, n))
        .collect(Collectors.joining("\n"));
  }
}
