package io.github.targetroutes.ops;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * One line at the bottom of a terminal that is rewritten, while the log goes on above it. All that
 * is written to the error stream passes through here, and so neither tears the other.
 */
final class StatusLine extends FilterOutputStream {

  private static final String ESCAPE = "\u001b[";
  private static final String CLEAR = "\r" + ESCAPE + "K";
  // A line that is too long is cut at the margin: on a second line it could not be rewritten.
  private static final String NO_WRAP = ESCAPE + "?7l";
  private static final String WRAP = ESCAPE + "?7h";

  private final PrintStream replaced;
  private String line = "";
  private boolean shown;
  private boolean atLineStart = true;

  /**
   * @param terminal what is written to
   */
  StatusLine(PrintStream terminal) {
    super(terminal);
    this.replaced = terminal;
  }

  /** Takes over the error stream, where it is a terminal that somebody looks at. */
  static Optional<StatusLine> onTerminal() {
    if (!isTerminal()) {
      return Optional.empty();
    }
    StatusLine line = new StatusLine(System.err);
    System.setErr(new PrintStream(line, true));
    return Optional.of(line);
  }

  private static boolean isTerminal() {
    if (System.getenv("CI") != null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    Path errorStream = Path.of("/proc/self/fd/2");
    try {
      return Files.isSymbolicLink(errorStream)
          ? Files.readSymbolicLink(errorStream).toString().matches("/dev/(pts/|tty).*")
          : Ansi.AUTO.enabled();
    } catch (IOException e) {
      return false;
    }
  }

  /** Shows a line in place of the one before; an empty one takes it away. */
  synchronized void show(String text) {
    if (text.equals(line)) {
      return;
    }
    line = text;
    clear();
    draw();
    replaced.flush();
  }

  @Override
  public synchronized void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    if (length == 0) {
      return;
    }
    clear();
    replaced.write(bytes, from, length);
    atLineStart = bytes[from + length - 1] == '\n';
    draw();
  }

  private void clear() {
    if (shown) {
      replaced.print(CLEAR);
      shown = false;
    }
  }

  /** Not behind a line that is still being written. */
  private void draw() {
    if (atLineStart && !line.isEmpty()) {
      replaced.print(NO_WRAP + line + WRAP);
      shown = true;
    }
  }

  @Override
  public synchronized void flush() {
    replaced.flush();
  }

  /** Takes the line away and gives the error stream back. */
  @Override
  public synchronized void close() {
    show("");
    System.setErr(replaced);
  }
}
