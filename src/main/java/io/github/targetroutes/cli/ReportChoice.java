package io.github.targetroutes.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import picocli.CommandLine.Option;

/** The options that choose reports; each of them goes before the setting of its name. */
final class ReportChoice {

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "First day: 2026-01-31, or how many days ago (default: export.reports.from).")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "Last day, inclusive (default: the day of --from, or export.reports.to).")
  private String to;

  @Option(
      names = "--activity",
      split = ",",
      paramLabel = "ID",
      description = "These activities alone, into files of their own.")
  private List<String> activities = List.of();

  @Option(
      names = "--report",
      split = ",",
      paramLabel = "NAME",
      description = "performance, orders or both (default: export.reports.reports).")
  private List<String> reports = List.of();

  @Option(
      names = "--resolution",
      paramLabel = "WHAT",
      description =
          "day or interval: a report for each day, or one for all (default:"
              + " export.reports.resolution).")
  private String resolution;

  /** What was chosen, by the names of the variables that say so. */
  private Map<String, String> chosen() {
    Map<String, String> chosen = new LinkedHashMap<>();
    chosen.put("export.from", from);
    chosen.put("export.to", to == null ? from : to);
    chosen.put("export.activities", String.join(",", activities));
    chosen.put("export.reports", String.join(",", reports));
    chosen.put("export.resolution", resolution);
    chosen.values().removeIf(value -> value == null || value.isEmpty());
    return chosen;
  }

  boolean isEmpty() {
    return chosen().isEmpty();
  }

  void fill(Exchange exchange) {
    chosen().forEach(exchange::setVariable);
  }
}
