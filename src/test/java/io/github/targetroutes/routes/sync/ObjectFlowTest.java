package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sync.change.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A flow of objects, from files in its inbox to what the sandbox has of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ObjectFlowTest extends SandboxRoutesTest {

  static final ObjectMapper JSON = new ObjectMapper();

  final LogLines log = LogLines.listen();

  /** The flow's name; a method, for it is asked while the constructor of the superclass runs. */
  abstract String flow();

  /** A record is the body as it is; {@code gone} deletes. */
  String mapping() {
    return """
    key: {column: %s}
    delete: {column: gone, equals: "true"}
    whole: true
    without: [gone]
    """
        .formatted(flow().equals("activities") ? "thirdPartyId" : "name");
  }

  @Override
  protected void settings(Properties settings) {
    Path mapping = data.resolve("mapping.yaml");
    write(mapping, mapping());
    settings.setProperty("sync." + flow() + ".mapping", "file:" + mapping);
    // Files come whole here, so nobody has to wait until they are.
    settings.setProperty(
        "sync." + flow() + ".source",
        "file:" + data + "/inbox/" + flow() + "?delete=true&delay=50&initialDelay=10");
    settings.setProperty("error.run.pause", "200");
    settings.setProperty("error.target.retries", "2");
  }

  @BeforeEach
  void beginAnew() {
    sandbox.faults().clear();
    log.forget();
  }

  @AfterAll
  void closeLog() {
    log.close();
  }

  SandboxView view() {
    return new SandboxView(sandbox);
  }

  /** Puts a file of lines into the inbox and waits for its report. */
  JsonNode run(String name, List<String> lines) {
    return runIn("done", name, lines);
  }

  JsonNode runIn(String folder, String name, List<String> lines) {
    put("inbox/" + flow(), name, String.join("\n", lines) + "\n");
    return report(folder, name);
  }

  /** The report of an input, once that has ended. */
  JsonNode report(String folder, String name) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(ended(folder, name)).as("%s", log.all()).isNotEmpty());
    Path input = ended(folder, name).get(0);
    return json(read(input.resolveSibling(input.getFileName() + ".report.json")));
  }

  private List<Path> ended(String folder, String name) {
    return files(folder + "/" + flow()).stream()
        .filter(file -> file.getFileName().toString().matches("\\d.*-" + name))
        .toList();
  }

  /** Read, accepted, rejected and skipped; nothing is a dead letter, and nothing is missing. */
  static List<Integer> account(JsonNode report) {
    assertThat(report.path("complete").asBoolean()).as("%s", report).isTrue();
    assertThat(report.path("deadLettered").asInt()).isZero();
    return Stream.of("read", "accepted", "rejected", "skipped")
        .map(name -> report.path(name).asInt())
        .toList();
  }

  static List<String> rejects(JsonNode report) {
    List<String> lines = read(Path.of(report.path("rejects").asText())).lines().toList();
    return lines.subList(1, lines.size());
  }

  /** As after the loss of the state store. */
  void loseLedger() {
    context.getRegistry().lookupByNameAndType("ledger", Ledger.class).forget(flow());
  }

  /** What the sandbox has of the flow, by the beginning of a field. */
  List<JsonNode> things(String field, String prefix) {
    return view().things(flow()).stream()
        .filter(thing -> thing.path(field).asText().startsWith(prefix))
        .filter(thing -> !thing.path("state").asText().equals("deleted"))
        .filter(thing -> !thing.path("status").asText().equals("deleted"))
        .toList();
  }
}
