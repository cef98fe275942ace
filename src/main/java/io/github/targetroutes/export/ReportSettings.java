package io.github.targetroutes.export;

import io.github.targetroutes.ConfigurationException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;

/** What reports are asked for, as the settings {@code export.reports.*} say, or who asks. */
public final class ReportSettings {

  private static final Set<String> TYPES = Set.of("ab", "xt", "abt");
  private static final int MOST_DAYS = 3660;

  private final Clock clock;
  private String from = "1";
  private String to = "1";
  private String resolution = "day";
  private String reports = "performance,orders";
  private String activities = "";
  private String types = "ab,xt,abt";
  private String environment = "";
  private String format = "csv";
  private String zone = "UTC";

  public ReportSettings() {
    this(Clock.systemUTC());
  }

  ReportSettings(Clock clock) {
    this.clock = clock;
  }

  /**
   * What an exchange asks for: the variables {@code export.from}, {@code export.to}, {@code
   * export.resolution}, {@code export.reports} and {@code export.activities} go before the
   * settings; {@code export.missing} leaves out what has been exported.
   *
   * @throws ConfigurationException where it can't be asked for
   */
  ReportRequest request(Exchange exchange) {
    String chosen = exchange.getVariable("export.activities", "", String.class);
    LocalDate first = day("from", said(exchange, "from", from));
    LocalDate last = day("to", said(exchange, "to", to));
    if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw new ConfigurationException(
          "The reports from %s to %s can't be asked for: %s"
              .formatted(
                  first,
                  last,
                  first.isAfter(last)
                      ? "the first day comes after the last one"
                      : "that is more than ten years"));
    }
    return new ReportRequest(
        first.toString(),
        last.toString(),
        one("resolution", said(exchange, "resolution", resolution), "day", "interval")
            .equals("day"),
        words(said(exchange, "reports", reports)).stream()
            .map(name -> ReportKind.of(name).label())
            .toList(),
        ids(words(chosen.isBlank() ? activities : chosen)),
        words(types).stream()
            .map(type -> one("types", type, TYPES.toArray(String[]::new)))
            .toList(),
        !chosen.isBlank(),
        zone().getId(),
        environment.strip(),
        one("format", format, "csv", "jsonl"),
        exchange.getVariable("export.missing", false, Boolean.class));
  }

  private static String said(Exchange exchange, String name, String otherwise) {
    String said = exchange.getVariable("export." + name, "", String.class).strip();
    return said.isEmpty() ? otherwise.strip() : said;
  }

  private LocalDate day(String name, String text) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone());
    try {
      LocalDate day =
          text.matches("\\d{1,4}") ? today.minusDays(Long.parseLong(text)) : LocalDate.parse(text);
      if (day.isAfter(today)) {
        throw new ConfigurationException(
            "%s=%s is a day to come; Target reports of days that have been".formatted(name, text));
      }
      return day;
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "%s=%s is no day; write 2026-01-31, or how many days ago it was (1: yesterday)"
              .formatted(name, text),
          e);
    }
  }

  private ZoneId zone() {
    return ZoneId.of(zone.strip());
  }

  private static String one(String name, String value, String... allowed) {
    if (!Arrays.asList(allowed).contains(value.strip())) {
      throw new ConfigurationException(
          "export.reports.%s=%s must be one of %s"
              .formatted(name, value, String.join(", ", allowed)));
    }
    return value.strip();
  }

  private static List<String> ids(List<String> ids) {
    ids.stream()
        .filter(id -> !id.matches("\\d{1,18}"))
        .findFirst()
        .ifPresent(
            id -> {
              throw new ConfigurationException(
                  "\"" + id + "\" is no activity; give its id, a whole number");
            });
    return ids;
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  /** First day: a date, or how many days ago. */
  public void setFirstDay(String firstDay) {
    this.from = firstDay;
  }

  /** Last day: a date, or how many days ago. */
  public void setLastDay(String lastDay) {
    this.to = lastDay;
  }

  /** {@code day} or {@code interval}. */
  public void setResolution(String resolution) {
    this.resolution = resolution;
  }

  /** {@code performance}, {@code orders} or both. */
  public void setReports(String reports) {
    this.reports = reports;
  }

  /** Ids of activities, comma separated; empty: all that are approved and of the types. */
  public void setActivities(String activities) {
    this.activities = activities;
  }

  /** Types of activities, where no ids are given. */
  public void setTypes(String types) {
    this.types = types;
  }

  /** Id of the environment; empty: Target's default. */
  public void setEnvironment(String environment) {
    this.environment = environment;
  }

  /** {@code csv} or {@code jsonl}. */
  public void setFormat(String format) {
    this.format = format;
  }

  /** The time zone in which days begin and end; {@link ExportSchedules} has looked at it. */
  public void setZone(String zone) {
    this.zone = zone;
  }
}
