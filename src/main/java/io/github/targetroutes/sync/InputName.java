package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The name of an input as its source tells it, made fit to be part of a file's name. A queue, a
 * server or a caller may send any text as a name: it names no folder, hides nothing and is no
 * longer than a file system allows.
 */
final class InputName {

  /** The name of what comes without one. */
  static final String NONE = "input";

  /**
   * In bytes. A file's name has at most 255; before this come the time, after it what is made of
   * the input (".rejects.csv", ".report.json" and the like).
   */
  private static final int LONGEST = 150;

  private InputName() {}

  /**
   * The last part of a path, with {@code _} for each character that is none of a file's name on
   * every system or that begins an expression; of a long name, its end.
   */
  static String of(String given) {
    String last = given == null ? "" : given.replaceFirst("(?s).*[/\\\\]", "");
    String safe =
        last.codePoints()
            .map(c -> isSafe(c) ? c : '_')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    return safe.isEmpty() ? NONE : end(safe);
  }

  private static boolean isSafe(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || " ._-+,()[]@=#~&%!'".indexOf(c) >= 0;
  }

  private static String end(String name) {
    int from = 0;
    while (name.substring(from).getBytes(UTF_8).length > LONGEST) {
      from = name.offsetByCodePoints(from, 1);
    }
    return name.substring(from);
  }
}
