package io.github.targetroutes.sync;

import java.util.List;
import java.util.stream.Collectors;

/** Writes CSV as RFC 4180 has it. */
final class CsvText {

  private CsvText() {}

  /** A record without its line end, quoted only where it must be. */
  static String record(List<String> fields) {
    return fields.stream().map(CsvText::field).collect(Collectors.joining(","));
  }

  static String record(String... fields) {
    return record(List.of(fields));
  }

  static String field(String value) {
    boolean plain = value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
