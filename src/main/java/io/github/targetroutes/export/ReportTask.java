package io.github.targetroutes.export;

/**
 * One report that is to be asked for.
 *
 * @param file the file that it goes into
 * @param kind of report
 * @param period the days that it covers
 * @param activity its id
 * @param type of the activity; empty where Target has no such activity
 */
public record ReportTask(
    ExportFile file, ReportKind kind, ReportPeriod period, String activity, String type) {

  static ReportTask of(ExportFile file, String activity, String type) {
    ReportPeriod period = ReportPeriod.parse(file.what().split(" ")[1]);
    return new ReportTask(file, kind(file), period, activity, type);
  }

  /** The report that is in a file. */
  static ReportKind kind(ExportFile file) {
    return ReportKind.of(file.what().split(" ")[0]);
  }

  /** What a file is that holds one kind of report for a period. */
  static String what(ReportKind kind, ReportPeriod period) {
    return kind.label() + " " + period;
  }

  /** As a number; null where it is none. */
  Long activityNumber() {
    return activity.matches("\\d{1,18}") ? Long.valueOf(activity) : null;
  }

  /** What the log calls it. */
  public String label() {
    return "%s of activity %s on %s".formatted(kind.label(), activity, period);
  }
}
