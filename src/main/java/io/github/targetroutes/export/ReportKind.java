package io.github.targetroutes.export;

import io.github.targetroutes.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The reports that Target gives of an activity: its numbers (admin-api, getReportById; their shape
 * is that of the archived page "Target API v1.0", Get AB Performance Report) and its orders
 * (OrderDTO).
 */
public enum ReportKind {

  /** How often each experience was seen, and what came of it: a row for each experience. */
  PERFORMANCE(List.of("report", "statistics", "experiences")),

  /** A row for each order. */
  ORDERS(List.of("orders"));

  private final List<String> place;

  ReportKind(List<String> place) {
    this.place = place;
  }

  /** As files and settings spell it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where Adobe's rows are in a report: an array behind these fields. */
  List<String> place() {
    return place;
  }

  /** What a row has as a line of CSV, and in a database. */
  List<ReportColumn> columns() {
    return this == PERFORMANCE ? ReportColumn.PERFORMANCE : ReportColumn.ORDERS;
  }

  /**
   * @throws ConfigurationException where there is none of that name
   */
  static ReportKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Target has no report \"%s\"; name one of %s, or both"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(ReportKind::label)
                                .collect(Collectors.joining(", ")))));
  }
}
