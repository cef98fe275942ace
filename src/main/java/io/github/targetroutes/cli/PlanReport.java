package io.github.targetroutes.cli;

import io.github.targetroutes.sync.Prepared;
import io.github.targetroutes.sync.change.Planned;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.sync.stream.PlannedEvents;
import io.github.targetroutes.sync.stream.UpdatePlan;
import io.github.targetroutes.target.CallQuota;
import io.github.targetroutes.target.QuotaPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a file would change, for people and for programs. */
final class PlanReport {

  private final Map<String, Object> json = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private boolean whole = true;

  private PlanReport() {}

  static PlanReport of(Planned planned, QuotaPlan calls) {
    PlanReport report = new PlanReport();
    report.figure("read", planned.read());
    report.figure("create", planned.creates());
    report.figure("update", planned.updates());
    report.figure("delete", planned.deletes());
    report.figure("unchanged", planned.unchanged());
    report.figure("skipped", planned.skipped());
    report.rejected(planned.rejected());
    report.takes(calls.toString());
    report.time(calls.calls(), calls.minutes());
    report.first("", planned.first());
    return report;
  }

  /** Every batch is sent, and asked about once at least. */
  static PlanReport of(Prepared prepared, CallQuota quota) {
    QuotaPlan calls = quota.plan(2L * prepared.batches().size());
    PlanReport report = new PlanReport();
    report.figure("read", prepared.read());
    report.figure("send", prepared.accepted() - prepared.merged());
    report.figure("merged", prepared.merged());
    report.figure("unchanged", prepared.unchanged());
    report.figure("skipped", prepared.skipped());
    report.rejected(prepared.rejected());
    report.figure("batches", prepared.batches().size());
    report.takes(calls.calls() == 0 ? "no call" : "at least " + calls + ", and Target's own time");
    report.time(calls.calls(), calls.minutes());
    return report;
  }

  /**
   * @param asks whether Target is asked for each profile first
   */
  static PlanReport of(PlannedEvents planned, UpdatePlan updates, boolean asks) {
    long calls = planned.updates() * (asks ? 2 : 1);
    PlanReport report = new PlanReport();
    report.figure("read", planned.read());
    report.figure("updates", planned.updates());
    report.figure("merged", planned.merged());
    report.figure("skipped", planned.skipped());
    report.rejected(planned.rejected());
    report.takes(
        String.format(
            Locale.ROOT,
            asks
                ? "%,d calls: before each update Target is asked whether it knows the profile"
                : "%,d calls",
            calls));
    report.lines.add("            " + updates);
    report.time(calls, updates.minutes());
    report.json.put("leftToday", updates.left());
    report.json.put("dailyLimitReached", updates.reachesLimit());
    report.first("rejected ", planned.first().stream().map(MapReport::line).toList());
    return report;
  }

  private void figure(String name, long count) {
    json.put(name, count);
    lines.add(String.format(Locale.ROOT, "%-10s%,12d", name, count));
  }

  private void rejected(long count) {
    figure("rejected", count);
    whole = count == 0;
  }

  private void takes(String words) {
    lines.add("takes       " + words);
  }

  private void time(long calls, long minutes) {
    json.put("calls", calls);
    json.put("minutes", minutes);
  }

  private void first(String what, List<String> some) {
    some.forEach(one -> lines.add("  " + what + one));
    json.put("first", some);
  }

  /**
   * @param check throws a {@link RefusedFile} where a run would stop before it sends anything
   */
  PlanReport stopping(Runnable check) {
    try {
      check.run();
    } catch (RefusedFile e) {
      lines.add("stops       " + e.getMessage());
      json.put("stops", e.getMessage());
      whole = false;
    }
    return this;
  }

  /** Whether all would be sent. */
  boolean isWhole() {
    return whole;
  }

  Map<String, Object> json() {
    return json;
  }

  String text() {
    return String.join(System.lineSeparator(), lines);
  }
}
