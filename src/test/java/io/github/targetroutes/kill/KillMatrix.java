package io.github.targetroutes.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.targetroutes.whole.OuterSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A flow is killed at each of its moments, and ends as if it had never been. It takes minutes, and
 * runs by {@code mvn verify -Pkills} only.
 */
@Tag("kills")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KillMatrix {

  private final KilledFlow flow;
  private OuterSandbox sandbox;
  private Path folder;
  private Outcome undisturbed;

  KillMatrix(KilledFlow flow) {
    this.flow = flow;
  }

  @BeforeAll
  void runUndisturbed(@TempDir Path folder) {
    this.folder = folder;
    sandbox = KilledProgram.sandbox(folder);
    undisturbed = outcome(List.of());
  }

  @AfterAll
  void stopSandbox() {
    sandbox.close();
  }

  @TestFactory
  Stream<DynamicTest> whereverItIsKilledNothingIsLostAndNothingIsThereTwice() {
    return flow.kills().stream()
        .map(kills -> test(kills, () -> assertThat(outcome(kills)).isEqualTo(undisturbed)));
  }

  /** A source that was not told gives its input again: it goes through twice. */
  @TestFactory
  Stream<DynamicTest> killedBeforeASourceIsToldTargetHasTheSame() {
    return flow.taking().stream()
        .map(List::of)
        .map(
            kills ->
                test(
                    kills,
                    () -> assertThat(outcome(kills).target()).isEqualTo(undisturbed.target())));
  }

  private DynamicTest test(List<String> kills, Executable killed) {
    return dynamicTest(flow.name() + " killed " + String.join(", then ", kills), killed);
  }

  private Outcome outcome(List<String> kills) {
    KilledProgram program = new KilledProgram(List.of(flow), folder, sandbox);
    program.give(flow);
    kills.forEach(kill -> program.kill(flow, kill));
    if (kills.isEmpty()) {
      program.run(flow);
    } else {
      program.end();
    }
    return program.outcome();
  }
}
