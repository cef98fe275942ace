package io.github.targetroutes.routes.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;

/** Exports that a test asks for itself, and what is left of them. */
abstract class ExportRoutesTest extends SandboxRoutesTest {

  @BeforeEach
  void workOnlyWhenAsked() throws Exception {
    context.getRouteController().stopRoute("export-inventory-work");
    context.getRouteController().stopRoute("export-reports-work");
  }

  /** Exports, and expects it to go well. */
  void export(String flow, Object... variables) {
    Exchange answered = call("direct:export-" + flow, null, variables);
    if (answered.getException() != null) {
      throw new AssertionError("The export failed", answered.getException());
    }
  }

  int calls(String operation) {
    return new SandboxView(sandbox).calls(operation);
  }

  /** Makes something in Target. */
  JsonNode make(String operation, String body) {
    return ask(operation, Map.of(), Map.of(), body);
  }

  JsonNode ask(String operation, Map<String, ?> path, Map<String, ?> query, String body) {
    Exchange answered =
        call(
            "direct:target-ask",
            body,
            "target.operation",
            operation,
            "target.path",
            path,
            "target.query",
            query);
    if (answered.getException() != null) {
      throw new AssertionError(operation + " failed", answered.getException());
    }
    return json(answered.getMessage().getBody(String.class));
  }

  /** The accounts of the flow's exports, the oldest first. */
  List<JsonNode> accounts(String flow) {
    return files("export/" + flow, ".report.json").map(file -> json(read(file))).toList();
  }

  /** Files below the data folder with such an ending, in the order of their names. */
  Stream<Path> files(String folder, String ending) {
    return files(folder).stream().filter(file -> file.toString().endsWith(ending));
  }

  static List<JsonNode> lines(Path file) {
    return read(file).lines().map(ExportRoutesTest::json).toList();
  }

  /** All that is written is for its owner alone, and nothing is half-written. */
  void assertNothingIsLeftBehind() throws IOException {
    assertThat(files("exporting", "")).isEmpty();
    assertThat(files("export", "").filter(file -> file.getFileName().toString().startsWith(".")))
        .isEmpty();
    for (Path file : files("export", "").toList()) {
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
