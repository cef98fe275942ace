package io.github.targetroutes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.contract.Transcript.Step;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.Wiretap;
import io.github.targetroutes.routes.Wiretap.Talk;
import io.github.targetroutes.target.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operation of the table through {@code target-call} to the sandbox, as {@code
 * contract/transcripts.yaml} has them: what is sent, and what comes back, is held against Adobe's
 * OpenAPI files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptTest extends SandboxRoutesTest {

  /** In which words the sandbox says that it does not have an operation at all. */
  private static final Pattern NOT_SERVED =
      Pattern.compile("There is no such resource or method|The sandbox has nothing here");

  private static final List<Transcript> TRANSCRIPTS =
      Transcript.readAll("/contract/transcripts.yaml");

  /** Where Adobe's file contradicts Adobe's documentation, or itself: see behavior.md. */
  private static final List<Pattern> CONTRADICTIONS =
      Stream.of(
              "list-[a-z-]+ gets: .* not allowed by the schema: \\[\"limit\",\"offset\"]",
              "list-designs gets: .* missing required properties \\(\\[\"script\"]\\)",
              "list-features gets: .* not allowed by the schema: \\[\"reportParameters\"]",
              "get-[a-z]+-(performance|orders)-report gets: .* not allowed by the schema: .*",
              "execute-batch sends: .*'(authRequestData|requestHost)' is required .*",
              "execute-delivery sends: .* missing required properties \\(\\[\"mbox\"]\\)")
          .map(Pattern::compile)
          .toList();

  /** A call of a transcript, with what it was on the wire and the fault that the product saw. */
  private record Call(Step step, Talk talk, Exception fault) {

    boolean went() {
      int status = talk.answer().status();
      return step.isAnsweredBy(status) && (status / 100 != 2 || fault == null);
    }

    boolean isServed() {
      return talk.answer().status() != 404 || !NOT_SERVED.matcher(talk.answer().text()).find();
    }
  }

  // Without an initial value: it is set while the constructor of the superclass runs.
  private Wiretap wire;

  private List<Call> calls;

  @Override
  protected void settings(Properties settings) {
    wire = Wiretap.before(sandbox.url());
    settings.setProperty("adobe.target.admin-url", wire.url());
    settings.setProperty("adobe.target.edge-url", wire.url());
  }

  @AfterAll
  void close() {
    wire.close();
  }

  /** Made once for all tests. */
  private List<Call> calls() {
    if (calls == null) {
      calls = new ArrayList<>();
      TRANSCRIPTS.forEach(this::play);
    }
    return calls;
  }

  private void play(Transcript transcript) {
    for (Step step : transcript.steps()) {
      if (!step.isCall()) {
        transcript.set(step);
        continue;
      }
      int before = wire.talks().size();
      Exchange exchange =
          call(
              "direct:target-call",
              transcript.body(step),
              "target.operation",
              step.operation(),
              "target.path",
              transcript.values(),
              "target.query",
              transcript.query(step));
      assertThat(wire.talks())
          .as("%s: %s", step.operation(), exchange.getException())
          .hasSize(before + 1);
      calls.add(new Call(step, wire.last(), exchange.getException()));
      transcript.learn(step, wire.last().answer().text());
    }
  }

  private Operations table() {
    return context.getRegistry().lookupByNameAndType("operations", Operations.class);
  }

  @Test
  void everyOperationOfTheTableIsInATranscript() {
    Set<String> played = new TreeSet<>();
    TRANSCRIPTS.stream()
        .flatMap(one -> one.steps().stream())
        .filter(Step::isCall)
        .forEach(step -> played.add(step.operation()));

    assertThat(played).isEqualTo(table().names());
  }

  @Test
  void whatTheSandboxServesItServesAsTheProductAsks() {
    Set<String> served = new TreeSet<>();
    List<String> failed = new ArrayList<>();
    for (Call call : calls()) {
      if (call.isServed()) {
        served.add(call.step().operation());
        if (!call.went()) {
          failed.add(call.step().operation() + ": " + call.fault());
        }
      }
    }
    System.out.printf(
        "%d operations sent to the sandbox, which serves %d of them; %d failed%n",
        table().names().size(), served.size(), failed.size());
    assertThat(failed).isEmpty();
  }

  @Test
  void requestsAndAnswersKeepToTheSchemasOfAdobesFiles() {
    AdobeSchemas schemas = new AdobeSchemas(AdobeFiles.orSkip(), "acme");
    List<String> violations = new ArrayList<>();
    int requests = 0;
    int answers = 0;
    for (Call call : calls()) {
      String operation = call.step().operation();
      if (!AdobeFiles.PROSE.contains(table().operation(operation).group())) {
        requests++;
        schemas
            .wrong(call.talk().request())
            .forEach(message -> violations.add(operation + " sends: " + message));
        if (call.talk().answer().status() / 100 == 2) {
          answers++;
          schemas
              .wrongAnswer(call.talk())
              .forEach(message -> violations.add(operation + " gets: " + message));
        }
      }
    }
    violations.removeIf(
        one -> CONTRADICTIONS.stream().anyMatch(known -> known.matcher(one).matches()));
    System.out.printf(
        "%d requests and %d answers held against Adobe's schemas; %d violations%n",
        requests, answers, violations.size());
    assertThat(violations).isEmpty();
  }
}
