package io.github.targetroutes.cli;

import io.github.targetroutes.error.DeadLetters.Letter;
import io.github.targetroutes.error.Envelope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A dead letter, for people and for programs. */
final class LetterText {

  private LetterText() {}

  static Map<String, Object> json(Letter letter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", letter.name());
    json.put("flow", letter.envelope().flow());
    json.put("envelope", letter.envelope());
    return json;
  }

  static String of(Letter letter) {
    Envelope envelope = letter.envelope();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("why", envelope.why());
    lines.put("flow", envelope.flow());
    lines.put("operation", envelope.operation());
    lines.put("attempts", String.valueOf(envelope.attempts()));
    lines.put("given up", seconds(envelope.time()));
    lines.put("kept as", letter.name());
    return oneLine(envelope.what())
        + lines.entrySet().stream()
            .filter(line -> line.getValue() != null)
            .map(line -> "%n  %-10s %s".formatted(line.getKey(), oneLine(line.getValue())))
            .collect(Collectors.joining());
  }

  private static String seconds(String time) {
    return time == null ? null : time.replaceFirst("\\.\\d+Z$", "Z");
  }

  /** Whoever wrote the file can't write to the terminal with it. */
  static String oneLine(String text) {
    return String.valueOf(text).replaceAll("\\p{Cntrl}", " ");
  }
}
