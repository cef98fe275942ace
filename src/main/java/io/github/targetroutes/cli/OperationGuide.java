package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.target.Operation;
import io.github.targetroutes.target.Operations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells people about the operations of Target. */
final class OperationGuide {

  private static final int SUGGESTIONS = 3;

  private final Operations operations;

  OperationGuide(Operations operations) {
    this.operations = operations;
  }

  /**
   * The one operation that is meant.
   *
   * @throws ConfigurationException where it is none or several, or unknown; it names the nearest
   */
  Operation operation(List<String> words) {
    if (words.size() != 1) {
      throw new ConfigurationException(
          words.isEmpty()
              ? "Which operation? target-routes call --list shows them all"
              : "One operation at a time: " + String.join(" ", words) + " are " + words.size());
    }
    String name = words.get(0);
    if (!operations.names().contains(name)) {
      throw new ConfigurationException(
          "Target has no operation \"%s\"; the nearest are %s; target-routes call --list shows all %d"
              .formatted(name, String.join(", ", nearest(name)), operations.names().size()));
    }
    return operations.operation(name);
  }

  private List<String> nearest(String name) {
    Comparator<String> byDistance =
        Comparator.comparingInt(other -> distance(name.toLowerCase(Locale.ROOT), other));
    return operations.names().stream()
        .sorted(byDistance.thenComparing(Comparator.naturalOrder()))
        .limit(SUGGESTIONS)
        .toList();
  }

  /** How many letters must be put in, taken out or changed (Levenshtein). */
  private static int distance(String one, String other) {
    int[] last = new int[other.length() + 1];
    for (int j = 0; j < last.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = last[0];
      last[0] = i;
      for (int j = 1; j < last.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = last[j];
        last[j] = Math.min(change, 1 + Math.min(last[j], last[j - 1]));
      }
    }
    return last[other.length()];
  }

  /**
   * The operations in whose name, group, method or path all of the words are.
   *
   * @throws ConfigurationException where there is none
   */
  List<Operation> find(List<String> words) {
    List<Operation> found =
        operations.all().stream()
            .filter(
                operation ->
                    words.stream()
                        .allMatch(
                            word ->
                                (operation.name()
                                        + " "
                                        + operation.group()
                                        + " "
                                        + operation.call())
                                    .toLowerCase(Locale.ROOT)
                                    .contains(word.toLowerCase(Locale.ROOT))))
            .toList();
    if (found.isEmpty()) {
      throw new ConfigurationException(
          "No operation has %s in its name, group, method or path"
              .formatted(String.join(" and ", words)));
    }
    return found;
  }

  List<Map<String, Object>> rows(Collection<Operation> found) {
    return found.stream().map(OperationGuide::row).toList();
  }

  private static Map<String, Object> row(Operation operation) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", operation.name());
    row.put("method", operation.method());
    row.put("path", operation.path());
    row.put("host", operation.host().name().toLowerCase(Locale.ROOT));
    row.put("version", operation.version() == 0 ? null : operation.version());
    return row;
  }

  String table(Collection<Operation> found) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("NAME", "METHOD", "PATH", "HOST", "VERSION"));
    rows(found)
        .forEach(
            row ->
                lines.add(
                    row.values().stream()
                        .map(value -> value == null ? "" : value.toString())
                        .toList()));
    int[] widths = new int[lines.get(0).size()];
    lines.forEach(
        line -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
          }
        });
    return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
  }

  private static String padded(List<String> line, int[] widths) {
    StringBuilder padded = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      padded.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
    }
    return padded.toString().stripTrailing();
  }

  /** What there is to know of one operation. */
  Map<String, Object> columns(Operation operation) {
    Map<String, Object> columns = row(operation);
    columns.put("group", operation.group());
    columns.put("sends", operation.contentType());
    columns.put("asksFor", operation.accept());
    columns.put("pathValues", operation.pathNames());
    columns.put("queryValues", operation.queryNames());
    columns.put("anyQueryValue", operation.takesAnyQuery());
    columns.put("paged", operation.paging() != Operation.Paging.NONE);
    columns.put("metered", operation.metered());
    columns.put("repeatable", operation.repeatable());
    columns.put("confirm", operation.guard() == null ? null : operation.guard().confirmation());
    return columns;
  }

  String description(Operation operation) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("call", operation.method() + " " + operation.path());
    lines.put("host", operation.host().name().toLowerCase(Locale.ROOT));
    lines.put("group", operation.group());
    lines.put("version", operation.version() == 0 ? "none" : "" + operation.version());
    lines.put("sends", orNothing(operation.contentType()));
    lines.put("asks for", operation.accept() == null ? "anything" : operation.accept());
    lines.put("path values", orNothing(String.join(", ", operation.pathNames())));
    lines.put(
        "query values",
        operation.takesAnyQuery() ? "any" : orNothing(String.join(", ", operation.queryNames())));
    lines.put(
        "pages",
        operation.paging() == Operation.Paging.NONE ? "no" : "yes: --all takes it to its end");
    lines.put(
        "metered", operation.metered() ? "yes: it counts against Target's calls a minute" : "no");
    lines.put(
        "repeatable",
        operation.repeatable()
            ? "yes: it is sent again where no answer came"
            : "no: where no answer came, look in Target first");
    if (operation.guard() != null) {
      lines.put(
          "guarded",
          "without %s it means all there are, and wants --confirm %s"
              .formatted(
                  String.join(" and ", operation.guard().needs()),
                  operation.guard().confirmation()));
    }
    lines.put("call it", "target-routes call " + example(operation));
    return lines.entrySet().stream()
        .map(line -> "  %-14s%s".formatted(line.getKey(), line.getValue()))
        .collect(Collectors.joining("\n", operation.name() + "\n", ""));
  }

  private static String example(Operation operation) {
    return operation.name()
        + operation.pathNames().stream()
            .map(name -> " --path " + name + "=…")
            .collect(Collectors.joining())
        + (operation.contentType() == null ? "" : " --body @file");
  }

  private static String orNothing(String text) {
    return text == null || text.isEmpty() ? "none" : text;
  }
}
