package io.github.targetroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final StatusLine line = new StatusLine(new PrintStream(written, true));
  private final PrintStream log = new PrintStream(line, true);

  /** What a terminal would show, line by line. */
  private List<String> screen() {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    String text = written.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[\\?7[lh]", "");
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\r\u001b[K", i)) {
        current.setLength(0);
        i += 3;
      } else if (text.charAt(i) == '\n') {
        lines.add(current.toString());
        current.setLength(0);
      } else {
        current.append(text.charAt(i));
      }
    }
    lines.add(current.toString());
    return lines;
  }

  @Test
  void theLogGoesOnAboveTheLineThatIsRewritten() {
    log.println("first");
    line.show("1 of 9");
    line.show("2 of 9");
    log.println("second");
    line.show("3 of 9");

    assertThat(screen()).containsExactly("first", "second", "3 of 9");
  }

  @Test
  void aLineThatIsWrittenInPiecesIsNotTorn() {
    line.show("1 of 9");
    log.print("begun ");
    line.show("2 of 9");
    log.print("and ");
    log.println("ended");

    assertThat(screen()).containsExactly("begun and ended", "2 of 9");
  }

  @Test
  void anEmptyOneLeavesNothingBehind() {
    line.show("9 of 9");
    line.show("");
    log.println("the end");

    assertThat(screen()).containsExactly("the end", "");
  }

  @Test
  void linesOfManyThreadsStayWhole() {
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            n -> {
              if (n % 2 == 0) {
                line.show("progress " + n);
              } else {
                byte[] entry = ("entry " + n + "\n").getBytes(StandardCharsets.UTF_8);
                line.write(entry, 0, entry.length);
              }
            });

    List<String> screen = screen();
    assertThat(screen.subList(0, screen.size() - 1))
        .hasSize(200)
        .allMatch(l -> l.matches("entry \\d+"));
    assertThat(screen.get(screen.size() - 1)).matches("progress \\d+");
  }
}
