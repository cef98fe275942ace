package io.github.targetroutes.cli;

import io.github.targetroutes.export.ExportRuns;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exports from Target into files now, whatever the schedule says. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Exports from Target into files, and tells where they are.",
      "Interrupted, it goes on from there when it is asked for the same again.",
      "Ends with 1 where Target refused a part."
    },
    footer = {
      "",
      "Examples:",
      "  target-routes export inventory",
      "  target-routes export reports",
      "  target-routes export reports --from 2026-03-01 --to 2026-03-31",
      "  target-routes export reports --from 7 --to 1 --report orders"
    })
public final class ExportCommand implements Callable<Integer> {

  private static final String[] ROUTES = {
    "auth/*",
    "target/*",
    "export/*",
    "sync/state",
    "ops/run-report",
    "error/auth-errors",
    "error/target-errors",
    "error/call-errors",
    "error/run-errors"
  };

  @Spec private CommandSpec command;
  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(paramLabel = "FLOW", description = "inventory or reports.")
  private ExportFlow flow;

  @Mixin private ReportChoice choice;

  @Option(
      names = "--anew",
      description = "Forget what an interrupted export of the same has done, and begin anew.")
  private boolean anew;

  @Override
  public Integer call() throws IOException {
    if (flow != ExportFlow.reports && !choice.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "--from, --to, --activity, --report and --resolution choose reports; leave them out");
    }
    try (Session session = new Session(profiles, ROUTES)) {
      ExportRuns runs = session.bean("exportRuns", ExportRuns.class);
      Exchange exchange = session.exchange(null);
      choice.fill(exchange);
      exchange.setVariable("export.anew", anew);
      PrintWriter err = command.commandLine().getErr();
      try (ExportProgress progress = ExportProgress.of(runs, flow, err)) {
        session.send(flow.endpoint(), exchange, answered -> {});
      } catch (RuntimeException fault) {
        tellRest(exchange, err);
        throw fault;
      }
      return print(session, runs, exchange.getVariable("export.run", String.class));
    }
  }

  private static void tellRest(Exchange exchange, PrintWriter err) {
    Object run = exchange.getVariable("export.run");
    if (run != null) {
      err.println(
          "target-routes: " + run + " is not at its end; the same command goes on from here");
    }
  }

  private int print(Session session, ExportRuns runs, String run) {
    ExportReport report =
        new ExportReport(
            runs.report(run), runs.given(run), runs.refusals(run), session.setting(flow.target()));
    output.print(report.json(), report.text());
    return report.account().exitCode();
  }
}
