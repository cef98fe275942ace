package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** All flows on their samples, by a script that a person can run as well. */
class EveryFlowIT extends ScriptTest {

  @Test
  void everyFlowDoesWhatItsSampleSaysThoughEachDoorFails() {
    environment.put("TMPDIR", folder.toString());
    String flows = Path.of("src/test/resources/every-flow.sh").toAbsolutePath().toString();

    Ended ended = run(Path.of("bash"), flows, Installed.script().toString());

    assertThat(ended.exitCode()).as("%s", ended).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .as("each kind of fault has struck")
        .containsPattern("500: [1-9]")
        .containsPattern("503: [1-9]")
        .containsPattern("latency: [1-9]")
        .containsPattern("reset: [1-9]");
  }
}
