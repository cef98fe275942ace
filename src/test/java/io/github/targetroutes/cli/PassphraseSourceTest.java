package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseSourceTest {

  private static final PassphraseSource ASKED =
      new PassphraseSource("--passphrase", true, null, null);

  @TempDir Path folder;
  private final List<String> prompts = new ArrayList<>();

  @Test
  void aNewPassphraseIsAskedTwiceAndAnExistingOneOnce() {
    assertThat(ASKED.chosen(typing("correct horse", "correct horse"), name -> null))
        .containsExactly("correct horse".toCharArray());
    assertThat(ASKED.existing(typing("correct horse"), name -> null))
        .containsExactly("correct horse".toCharArray());
    assertThat(prompts)
        .containsExactly("New passphrase: ", "New passphrase again: ", "Passphrase: ");
  }

  @Test
  void twoThatDifferAreRefused() {
    assertThatThrownBy(() -> ASKED.chosen(typing("correct horse", "corect horse"), name -> null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The two passphrases that were typed differ");
  }

  @Test
  void anEmptyOneIsRefused() {
    assertThatThrownBy(() -> ASKED.chosen(typing("", ""), name -> null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The passphrase is empty");
  }

  @Test
  void theFirstLineOfAFileIsTakenWithItsSpaces() throws IOException {
    Path file = Files.writeString(folder.resolve("pass"), " two words \r\nsecond line\n");

    assertThat(new PassphraseSource("--passphrase", false, file, null).chosen())
        .containsExactly(" two words ".toCharArray());
  }

  @Test
  void theEnvironmentIsTaken() {
    assertThat(
            new PassphraseSource("--passphrase", false, null, "KEY_PASSPHRASE")
                .existing(typing(), name -> name + " of the environment"))
        .containsExactly("KEY_PASSPHRASE of the environment".toCharArray());
  }

  @Test
  void whatIsTakenIsMaskedFromThenOn() {
    ASKED.existing(typing("an unmistakable phrase"), name -> null);

    assertThat(SecretMask.mask("it is an unmistakable phrase")).doesNotContain("unmistakable");
  }

  @Test
  void withoutAnOptionThereIsNone() {
    assertThat(new PassphraseSource("--passphrase", false, null, null).chosen()).isNull();
  }

  private Function<String, char[]> typing(String... answers) {
    Queue<String> queue = new ArrayDeque<>(List.of(answers));
    return prompt -> {
      prompts.add(prompt);
      return queue.remove().toCharArray();
    };
  }
}
