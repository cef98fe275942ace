package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.TestSandbox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

  @TempDir Path folder;
  private TestSandbox adobe;

  @BeforeEach
  void start() {
    adobe = TestSandbox.start(folder);
  }

  @AfterEach
  void stop() {
    adobe.close();
  }

  @Test
  void theTokenAloneIsPrinted() {
    Terminal.Result result = Terminal.with(adobe.settings()).run("token");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().strip()).matches("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aWrongSecretIsToldInOneSentence() {
    Terminal.Result result =
        Terminal.with(adobe.settings()).set("adobe.ims.client-secret", "mistyped").run("token");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains("invalid_client");
  }
}
