package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.Prepared;
import io.github.targetroutes.sync.ProfilePreparation;
import io.github.targetroutes.sync.change.Planned;
import io.github.targetroutes.sync.change.Planning;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.target.CallQuota;
import io.github.targetroutes.target.QuotaPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a file would change, before anything is sent. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a file as its flow would, and tells what would be created, updated, deleted, skipped"
          + " and rejected, in how many calls, and how long they take at the quota.",
      "Sends nothing, and changes nothing. The exit code is 1 where records would be rejected."
    })
public final class PlanCommand implements Callable<Integer> {

  private static final int SOME_REJECTED = 1;
  private static final String PROFILES = "profiles-bulk";

  @Spec private CommandSpec command;
  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(paramLabel = "FLOW", description = "The flow, such as entities or profiles-bulk.")
  private String flow;

  @Parameters(paramLabel = "FILE", description = "What would be put into the flow's inbox.")
  private Path file;

  /** A plan in both of its forms. */
  private record Plan(Map<String, Object> json, List<String> lines, long rejected) {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException("There is no file " + file + "; correct its name");
    }
    Map<String, String> nothingRuns = Map.of("camel.main.auto-startup", "false");
    try (Session session =
        Session.idle(profiles, nothingRuns, "sync/*", "error/*", "target/target-call", "ops/*")) {
      Plan plan = plan(session);
      output.print(plan.json(), String.join(System.lineSeparator(), plan.lines()));
      return plan.rejected() == 0 ? 0 : SOME_REJECTED;
    } catch (RefusedFile e) {
      command.commandLine().getErr().println("target-routes: " + e.getMessage());
      return SOME_REJECTED;
    }
  }

  private Plan plan(Session session) throws IOException {
    CallQuota quota = session.bean("callQuota", CallQuota.class);
    if (flow.equals(PROFILES)) {
      ProfilePreparation preparation = session.bean("preparation", ProfilePreparation.class);
      return of(preparation.preview(file.toFile()), quota);
    }
    Planning planning =
        session.context().getRegistry().findByType(Planning.class).stream()
            .filter(one -> one.flow().equals(flow))
            .findFirst()
            .orElseThrow(() -> new ConfigurationException("There is no flow \"" + flow + "\""));
    Planned planned = planning.preview(file.toFile());
    return of(planned, quota.plan(planning.calls(planned)));
  }

  private static Plan of(Planned planned, QuotaPlan calls) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("read", planned.read());
    json.put("create", planned.creates());
    json.put("update", planned.updates());
    json.put("delete", planned.deletes());
    json.put("unchanged", planned.unchanged());
    json.put("skipped", planned.skipped());
    json.put("rejected", planned.rejected());
    List<String> lines = new ArrayList<>();
    json.forEach((name, count) -> lines.add(figure(name, (Long) count)));
    lines.add("takes       " + calls);
    planned.first().forEach(change -> lines.add("  " + change));
    json.put("calls", calls.calls());
    json.put("minutes", calls.minutes());
    json.put("first", planned.first());
    return new Plan(json, lines, planned.rejected());
  }

  /** Every batch is sent, and asked about once at least. */
  private static Plan of(Prepared prepared, CallQuota quota) {
    QuotaPlan calls = quota.plan(2L * prepared.batches().size());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("read", prepared.read());
    json.put("send", prepared.accepted() - prepared.merged());
    json.put("merged", prepared.merged());
    json.put("skipped", prepared.skipped());
    json.put("rejected", prepared.rejected());
    json.put("batches", (long) prepared.batches().size());
    List<String> lines = new ArrayList<>();
    json.forEach((name, count) -> lines.add(figure(name, (Long) count)));
    lines.add("takes       at least " + calls + ", and Target's own time");
    json.put("calls", calls.calls());
    json.put("minutes", calls.minutes());
    return new Plan(json, lines, prepared.rejected());
  }

  private static String figure(String name, long count) {
    return String.format(Locale.ROOT, "%-10s%,12d", name, count);
  }
}
