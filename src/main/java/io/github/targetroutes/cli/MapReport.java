package io.github.targetroutes.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.mapping.Mapped;
import io.github.targetroutes.sync.mapping.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of the records of a file: how many of each kind, and the first of them. */
final class MapReport {

  private final int first;
  private final List<Trial.Step> steps = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private long read;
  private long deletes;
  private long skipped;
  private long rejected;

  private MapReport(int first) {
    this.first = first;
  }

  /**
   * @param first how many records are kept, and how many rejects
   */
  static MapReport of(Trial trial, int first) throws IOException {
    MapReport report = new MapReport(first);
    for (Trial.Step step = trial.next(); step != null; step = trial.next()) {
      report.add(step);
    }
    return report;
  }

  private void add(Trial.Step step) {
    if (read++ < first) {
      steps.add(step);
    }
    if (step.after() instanceof Mapped.Rejected bad) {
      if (rejected++ < first) {
        rejects.add(bad.reject());
      }
    } else if (step.after() instanceof Mapped.Body body) {
      deletes += body.delete() ? 1 : 0;
    } else {
      skipped++;
    }
  }

  long rejected() {
    return rejected;
  }

  private long mapped() {
    return read - skipped - rejected;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    for (Trial.Step step : steps) {
      lines.add("line " + step.before().line());
      lines.add("  before  " + before(step));
      lines.add("  after   " + after(step.after()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d records: %,d mapped (%,d of them delete), %,d skipped, %,d rejected",
            read,
            mapped(),
            deletes,
            skipped,
            rejected));
    for (Reject reject : rejects) {
      lines.add("  " + line(reject));
    }
    if (rejects.size() < rejected) {
      lines.add(String.format(Locale.ROOT, "  and %,d more", rejected - rejects.size()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** Where a record stands, and why it is rejected. */
  static String line(Reject reject) {
    String column = reject.column().isEmpty() ? "" : ", " + reject.column();
    return "line %d%s: %s".formatted(reject.line(), column, reject.reason());
  }

  private static String before(Trial.Step step) {
    return step.before().problem().isPresent()
        ? step.before().text()
        : step.before().fields().toString();
  }

  private static String after(Mapped after) {
    if (after instanceof Mapped.Rejected bad) {
      return "rejected: " + bad.reject().reason();
    }
    return after instanceof Mapped.Body body
        ? (body.delete() ? "delete " : "") + body.key() + "  " + body.body()
        : "skipped";
  }

  Map<String, Object> json(String flow, String mapping) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("flow", flow);
    json.put("mapping", mapping);
    json.put("read", read);
    json.put("mapped", mapped());
    json.put("deletes", deletes);
    json.put("skipped", skipped);
    json.put("rejected", rejected);
    json.put("first", steps.stream().map(MapReport::json).toList());
    json.put("rejects", rejects.stream().map(r -> json(r).put("line", r.line())).toList());
    return json;
  }

  private static ObjectNode json(Trial.Step step) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", step.before().line());
    if (step.before().problem().isPresent()) {
      json.put("before", step.before().text());
    } else {
      json.set("before", step.before().fields());
    }
    if (step.after() instanceof Mapped.Rejected bad) {
      json.set("rejected", json(bad.reject()));
    } else if (step.after() instanceof Mapped.Body body) {
      json.put("key", body.key()).put("delete", body.delete()).set("after", body.body());
    } else {
      json.put("skipped", true);
    }
    return json;
  }

  private static ObjectNode json(Reject reject) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("column", reject.column())
        .put("reason", reject.reason());
  }
}
