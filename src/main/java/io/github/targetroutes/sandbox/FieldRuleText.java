package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a {@link FieldRule} from its words; {@code resources.yaml} says what they mean. */
final class FieldRuleText {

  private static final Set<String> FLAGS =
      Set.of("required", "unique", "hidden", "or-0", "bytes", "like", "=");

  private final Deque<String> words;
  private double least = -Double.MAX_VALUE;
  private double most = Double.MAX_VALUE;
  private final List<String> choices = new ArrayList<>();
  private final Set<String> flags = new java.util.HashSet<>();
  private String family;
  private long bytes = Long.MAX_VALUE;
  private Pattern like;
  private JsonNode value;

  private FieldRuleText(String text) {
    words = new ArrayDeque<>(Arrays.asList(text.split(" ")));
  }

  /**
   * @throws IllegalArgumentException when there is a word that means nothing
   */
  static FieldRule read(String text) {
    return new FieldRuleText(text).rule();
  }

  private FieldRule rule() {
    FieldRule.Type type = type(words.remove());
    switch (type) {
      case TEXT, WHOLE, NUMBER, LIST -> range();
      case ONE_OF -> {
        words.remove();
        while (!words.isEmpty() && !FLAGS.contains(words.peek())) {
          choices.add(words.remove());
        }
      }
      case REF -> family = words.remove();
      case ALWAYS -> value = json(words.remove());
      default -> {
        // One word says it all.
      }
    }
    while (!words.isEmpty()) {
      flag(words.remove());
    }
    return new FieldRule(
        type,
        least,
        most,
        List.copyOf(choices),
        family,
        flags.contains("or-0"),
        flags.contains("required"),
        flags.contains("unique"),
        flags.contains("hidden"),
        bytes,
        like,
        value);
  }

  private static FieldRule.Type type(String word) {
    return word.equals("one")
        ? FieldRule.Type.ONE_OF
        : FieldRule.Type.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** {@code A..B}, {@code A..} or {@code B}, if that is what comes next. */
  private void range() {
    if (words.isEmpty() || !Character.isDigit(words.peek().charAt(0))) {
      return;
    }
    String range = words.remove();
    int dots = range.indexOf("..");
    if (dots < 0) {
      most = Double.parseDouble(range);
      return;
    }
    least = Double.parseDouble(range.substring(0, dots));
    if (dots + 2 < range.length()) {
      most = Double.parseDouble(range.substring(dots + 2));
    }
  }

  private void flag(String word) {
    if (!FLAGS.contains(word)) {
      throw new IllegalArgumentException("\"" + word + "\" means nothing to a field");
    }
    switch (word) {
      case "bytes" -> bytes = Long.parseLong(words.remove());
      case "like" -> like = Pattern.compile(words.remove());
      case "=" -> value = json(words.remove());
      default -> flags.add(word);
    }
  }

  /** A number, a flag or a quoted text; any other word is a text. */
  private static JsonNode json(String word) {
    try {
      return Json.read(word.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Json.node(word);
    }
  }
}
