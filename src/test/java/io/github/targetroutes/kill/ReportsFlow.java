package io.github.targetroutes.kill;

import io.github.targetroutes.whole.WorkFolder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two days of the sandbox's own activities, into files and into a database. */
final class ReportsFlow extends KilledFlow {

  ReportsFlow() {
    super("reports");
  }

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("export.reports.from", "2026-03-01");
    settings.put("export.reports.to", "2026-03-02");
    settings.put("export.reports.table.url", "{{sync.state.url}}");
    settings.put("export.reports.table.user", "{{sync.state.user}}");
    settings.put("export.look-period", "100");
    return settings;
  }

  @Override
  void give(WorkFolder home) {
    // All of it is in Target.
  }

  @Override
  List<String> command() {
    return List.of("export", "reports");
  }

  @Override
  List<String> kinds() {
    return List.of();
  }

  /** The rows of the database, too. */
  @Override
  String state() {
    return """
    select run, 0 from exports where ended is null
    union all select 'performance ' || activity_id || ' ' || first_day, count(*)
      from target_performance group by activity_id, first_day
    union all select 'orders ' || activity_id || ' ' || first_day, count(*)
      from target_orders group by activity_id, first_day
    order by 1
    """;
  }

  @Override
  List<List<String>> kills() {
    String ask = "export-reports-ask: to direct:target-ask";
    String target = "export-reports-file: to export-reports-file-target";
    return List.of(
        List.of("after export-reports-plan: to direct:target-page"),
        List.of("after export-reports-plan: bean reports.choose"),
        List.of("after export-reports-plan: bean reports.plan"),
        List.of("before " + ask),
        List.of("after " + ask + " (2)", "after " + ask),
        List.of("before export.ReportTable.replace (2)"),
        List.of("after export.ReportTable.replace (3)", "after export.ReportTable.replace"),
        List.of("after export-reports-ask: bean reports.write (2)"),
        List.of("after export-reports-file: bean exportRuns.whole"),
        List.of("after " + target + " (2)", "after " + target),
        List.of("after export-reports-file: bean exportRuns.sent"),
        List.of("before export-account: bean exportRuns.ended"),
        List.of("before export.ExportFolder.clear"));
  }

  @Override
  String worst() {
    return "after export-reports-file: to export-reports-file-target";
  }
}
