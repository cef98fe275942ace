package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What all commands have in common. */
class CommandsTest {

  private static final Terminal TERMINAL = Terminal.with(Map.of());

  @TempDir Path folder;

  static Stream<String> commands() {
    return Application.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachTellsWhatItDoesAndTakes(String command) {
    Terminal.Result result = TERMINAL.run(command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Usage: target-routes " + command)
        .containsPattern("(?ms)^[A-Z].{10,200}?[.:]$")
        .contains("--help", "--version");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachTellsTheVersion(String command) {
    assertThat(TERMINAL.run(command, "--version").out())
        .contains("target-routes ", "Apache Camel 4.", "Java " + Runtime.version());
  }

  @Test
  void helpListsThemAll() {
    assertThat(TERMINAL.run("--help").out()).contains(commands().toArray(String[]::new));
  }

  @Test
  void whatIsMistypedIsNamedWithWhatIsMeant() {
    Terminal.Result result = TERMINAL.run("tokn");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("tokn", "did you mean", "token");
  }

  /** The last word of each line is the one to be completed. */
  @ParameterizedTest
  @CsvSource({
    "target-routes tok, token",
    "target-routes sand, sandbox",
    "target-routes --on, --once",
    "target-routes token --js, --json",
    "target-routes token --pro, --profile",
    "target-routes sample --r, --rows"
  })
  void bashCompletesCommandsAndOptions(String line, String completed) {
    assertThat(completions(line)).containsExactly(completed);
  }

  @Test
  void bashOffersEveryCommand() {
    assertThat(completions("target-routes ")).contains(commands().toArray(String[]::new));
  }

  private List<String> completions(String line) {
    List<String> words = List.of(line.split(" ", -1));
    String script =
        TERMINAL.run("completion").out()
            + """
            # Bash allows it only while a key is pressed.
            compopt() { :; }
            COMP_WORDS=(%s)
            COMP_CWORD=%d
            $(complete -p target-routes | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
            printf '%%s\\n' "${COMPREPLY[@]}"
            """
                .formatted(String.join(" ", quoted(words)), words.size() - 1);
    try {
      Path file = Files.writeString(folder.resolve("completing.sh"), script);
      Process bash =
          new ProcessBuilder("bash", file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return out.lines().map(String::strip).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").toList();
  }
}
