package io.github.targetroutes.cli;

import io.github.targetroutes.target.Operation;
import io.github.targetroutes.target.Operations;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Step 5 of the article: calls Target, by any operation of {@code target-operations.yaml}. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = "Calls an operation of Target with a fresh token and prints its answer.",
    footer = {
      "",
      "Examples:",
      "  target-routes call --list offers",
      "  target-routes call list-offers --query limit=5 --query sortBy=-id",
      "  target-routes call list-offers --all --out offers.jsonl",
      "  target-routes call create-content-offer --body @offer.json",
      "  target-routes call get-content-offer --path id=4711 --curl"
    })
public final class CallCommand implements Callable<Integer> {

  private static final String[] ROUTES = {
    "auth/*", "target/*", "error/auth-errors", "error/target-errors", "error/call-errors"
  };

  @Spec private CommandSpec spec;
  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "OPERATION",
      arity = "0..*",
      description = "Its name, as --list shows it; with --list, words that must be in it.")
  private List<String> words = List.of();

  @Mixin private CallValues values;

  @ArgGroup private Way way = new Way();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the answer to this file; it appears when it is whole.")
  private Path out;

  @Option(names = "-i", description = "Tell status and request id, on standard error.")
  private boolean info;

  @Option(
      names = "--pretty",
      negatable = true,
      description = "Indent JSON, or not (default: on a terminal).")
  private Boolean pretty;

  /** What to do instead of one call. */
  private static final class Way {

    @Option(names = "--all", description = "Take a list to its end, and print one record a line.")
    private boolean all;

    @Option(names = "--dry-run", description = "Show the call without sending it.")
    private boolean dryRun;

    @Option(
        names = "--curl",
        description = "Show the call as a curl command, for a token in the variable TOKEN.")
    private boolean curl;

    @Option(names = "--describe", description = "Show what the operation is and takes.")
    private boolean describe;

    @Option(names = "--list", description = "Show the operations that have all of the words.")
    private boolean list;
  }

  @Override
  public Integer call() throws Exception {
    boolean sends = !(way.list || way.describe || way.curl || way.dryRun);
    try (Session session =
            sends ? new Session(profiles, ROUTES) : Session.idle(profiles, Map.of(), "target/*");
        Destination destination = Destination.of(output.out(), out)) {
      OperationGuide guide = new OperationGuide(session.bean("operations", Operations.class));
      if (way.list) {
        List<Operation> found = guide.find(words);
        destination.println(output.json() ? Output.toJson(guide.rows(found)) : guide.table(found));
      } else {
        one(session, guide.operation(words), guide, destination);
      }
      destination.done();
    }
    return 0;
  }

  private void one(
      Session session, Operation operation, OperationGuide guide, Destination destination)
      throws IOException {
    if (way.describe) {
      destination.println(
          output.json() ? Output.toJson(guide.columns(operation)) : guide.description(operation));
      return;
    }
    try (CallBody body = CallBody.of(values.body(), operation)) {
      Exchange exchange = session.exchange(body.value());
      values.fill(exchange, operation);
      if (way.curl || way.dryRun) {
        PlannedCall plan = PlannedCall.of(session, exchange);
        destination.println(
            way.curl
                ? plan.curl(body)
                : output.json() ? Output.toJson(plan.json(body)) : plan.text(body));
      } else if (way.all) {
        all(session, exchange, destination);
      } else {
        session.send(
            "direct:target-ask", exchange, answered -> answer(answered, operation, destination));
      }
    }
  }

  private void answer(Exchange answered, Operation operation, Destination destination)
      throws IOException {
    CallAnswer answer = new CallAnswer(answered);
    if (info) {
      spec.commandLine().getErr().println(answer.info(operation.name()));
    }
    if (output.json()) {
      answer.envelope(destination.writer(), isPretty());
    } else {
      answer.body(destination.writer(), isPretty());
    }
    destination.endLine();
  }

  private boolean isPretty() {
    return pretty == null ? out == null && Output.isTerminal() : pretty;
  }

  private void all(Session session, Exchange first, Destination destination) throws IOException {
    values.paging(first);
    RecordLines lines = new RecordLines(destination);
    Exchange page = first;
    do {
      Object offset = page.getVariable("target.offset");
      try {
        session.send("direct:target-page", page, lines::print);
      } catch (TargetFault fault) {
        throw out == null ? lines.brokenOff(fault, offset) : fault;
      }
      page = session.following(page);
    } while (page.getVariable("target.offset") != null);
  }
}
