package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.Prepared;
import io.github.targetroutes.sync.ProfilePreparation;
import io.github.targetroutes.sync.change.Planned;
import io.github.targetroutes.sync.change.Planning;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.sync.stream.DailyCeiling;
import io.github.targetroutes.sync.stream.Events;
import io.github.targetroutes.sync.stream.PlannedEvents;
import io.github.targetroutes.sync.stream.UpdatePlan;
import io.github.targetroutes.target.CallQuota;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "Sends nothing, and changes nothing. The exit code is 1 where records would be rejected, or"
          + " the run would stop."
    })
public final class PlanCommand implements Callable<Integer> {

  private static final int SOME_REJECTED = 1;

  @Spec private CommandSpec command;
  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "FLOW",
      description = "profiles-bulk, profiles-stream, entities, offers, audiences or activities.")
  private String flow;

  @Parameters(paramLabel = "FILE", description = "What would be put into the flow's inbox.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException("There is no file " + file + "; correct its name");
    }
    Map<String, String> nothingRuns = Map.of("camel.main.auto-startup", "false");
    try (Session session =
        Session.idle(profiles, nothingRuns, "sync/*", "error/*", "target/target-call", "ops/*")) {
      PlanReport plan = plan(session);
      output.print(plan.json(), plan.text());
      return plan.isWhole() ? 0 : SOME_REJECTED;
    } catch (RefusedFile e) {
      command.commandLine().getErr().println("target-routes: " + e.getMessage());
      return SOME_REJECTED;
    }
  }

  private PlanReport plan(Session session) throws IOException {
    File input = file.toFile();
    CallQuota quota = session.bean("callQuota", CallQuota.class);
    if (flow.equals(Flow.PROFILES_BULK.label())) {
      ProfilePreparation preparation = session.bean("preparation", ProfilePreparation.class);
      Prepared prepared = preparation.preview(input);
      return PlanReport.of(prepared, quota).stopping(() -> preparation.check(input, prepared));
    }
    if (flow.equals(Flow.PROFILES_STREAM.label())) {
      return events(session, input);
    }
    Planning planning =
        session.context().getRegistry().findByType(Planning.class).stream()
            .filter(one -> one.flow().equals(flow))
            .findFirst()
            .orElseThrow(() -> new ConfigurationException("There is no flow \"" + flow + "\""));
    Planned planned = planning.preview(input);
    return PlanReport.of(planned, quota.plan(planning.calls(planned)))
        .stopping(() -> planning.check(input, planned));
  }

  private static PlanReport events(Session session, File input) throws IOException {
    PlannedEvents planned =
        session.bean("events", Events.class).plan(input, number(session, "max-waiting"));
    UpdatePlan updates =
        session
            .bean("dailyCeiling", DailyCeiling.class)
            .plan(planned.updates(), number(session, "updates-per-second"));
    boolean asks = !session.setting(Flow.PROFILES_STREAM.setting("unknown")).equals("send");
    return PlanReport.of(planned, updates, asks);
  }

  private static long number(Session session, String setting) {
    return Long.parseLong(session.setting(Flow.PROFILES_STREAM.setting(setting)));
  }
}
