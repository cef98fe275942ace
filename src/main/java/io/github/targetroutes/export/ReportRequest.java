package io.github.targetroutes.export;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What an export of reports is asked for. As text it is kept with the export: a restart asks for
 * the same, whatever the settings are by then.
 *
 * @param from first day
 * @param to last day
 * @param daily whether each day is a report of its own; otherwise all days are one
 * @param reports which ones, by their labels
 * @param activities their ids; empty for all that are approved and of these types
 * @param types of activities, where no ids are given
 * @param chosen whether the activities were chosen for this export alone
 * @param zone in which days begin and end
 * @param environment whose visitors are counted, by its id; empty for Target's default
 * @param format csv or jsonl
 * @param missing whether files are left out that an earlier export has handed over
 */
record ReportRequest(
    String from,
    String to,
    boolean daily,
    List<String> reports,
    List<String> activities,
    List<String> types,
    boolean chosen,
    String zone,
    String environment,
    String format,
    boolean missing) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static ReportRequest parse(String text) {
    try {
      return JSON.readValue(text, ReportRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An export was asked for what can't be read: " + text, e);
    }
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @JsonIgnore
  ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** Whether an activity is asked for. */
  boolean wants(String id, String type, String state) {
    return activities.isEmpty()
        ? types.contains(type) && state.equals("approved")
        : activities.contains(id);
  }

  /** The files that the export makes, in the order in which they are made. */
  List<ExportFile> files(String run) {
    List<ExportFile> files = new ArrayList<>();
    for (ReportPeriod period : ReportPeriod.of(LocalDate.parse(from), LocalDate.parse(to), daily)) {
      for (String report : reports) {
        ReportKind kind = ReportKind.of(report);
        files.add(
            new ExportFile(
                run,
                files.size() + 1,
                kind.label() + "-" + period + selection() + "." + format,
                ReportTask.what(kind, period),
                0,
                0,
                0,
                0));
      }
    }
    return files;
  }

  /** A file of some activities does not take the place of the one of all. */
  private String selection() {
    if (!chosen) {
      return "";
    }
    String ids = String.join("-", activities);
    return ".activity-"
        + (ids.length() <= 60
            ? ids
            : activities.size() + "-" + Integer.toHexString(ids.hashCode()));
  }

  /** Equal for requests of which the same file has the same content. */
  @JsonIgnore
  String content() {
    return new ReportRequest(
            "", "", daily, List.of(), activities, types, chosen, zone, environment, format, false)
        .text();
  }
}
