package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code sync-entities}: products become entities, only the difference is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntitiesRouteTest extends SandboxRoutesTest {

  private static final String ROUTE = "sync-entities";
  private static final String SAVE = "entities.save";
  private static final String DELETE = "entities.delete";
  private static final String HEADER = "id,name,category,price,gone\n";

  private final LogLines log = LogLines.listen();

  @Override
  protected void settings(Properties settings) {
    Path mapping = data.resolve("mapping.yaml");
    write(
        mapping,
        """
        key: {column: id}
        trim: true
        delete: {column: gone, equals: "yes"}
        fields:
          - {name: name, column: name}
          - {name: categories, column: category, list: "|"}
          - {name: value, column: price}
        """);
    settings.setProperty("sync.entities.mapping", "file:" + mapping);
    settings.setProperty("sync.entities.environment", "1");
    settings.setProperty("sync.entities.max-records", "10");
    settings.setProperty("error.run.pause", "300");
  }

  @BeforeEach
  void beginAnew() {
    view().reset();
    log.forget();
  }

  @AfterAll
  void closeLog() {
    log.close();
  }

  private SandboxView view() {
    return new SandboxView(sandbox);
  }

  private static String products(String prefix, int from, int to, String price) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "%s%d,Product %d,Shoes|Sale,%s,\n".formatted(prefix, i, i, price))
        .collect(Collectors.joining());
  }

  private JsonNode run(String name, String rows) {
    put("inbox/entities", name, HEADER + rows);
    return report("done", name);
  }

  private JsonNode report(String folder, String name) {
    await().atMost(Duration.ofSeconds(20)).until(() -> !ended(folder, "-" + name).isEmpty());
    try {
      Path input = ended(folder, "-" + name).get(0);
      return new ObjectMapper()
          .readTree(input.resolveSibling(input.getFileName() + ".report.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> ended(String folder, String end) {
    Path ended = data.resolve(folder).resolve("entities");
    if (!Files.isDirectory(ended)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(ended)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String account(JsonNode report) {
    assertThat(report.path("complete").asBoolean()).isTrue();
    return "%d read = %d accepted + %d rejected + %d dead + %d skipped"
        .formatted(
            report.path("read").asLong(),
            report.path("accepted").asLong(),
            report.path("rejected").asLong(),
            report.path("deadLettered").asLong(),
            report.path("skipped").asLong());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void onlyTheDifferenceIsSent() {
    assertThat(account(run("first.csv", products("d", 1, 25, "1.50"))))
        .isEqualTo("25 read = 25 accepted + 0 rejected + 0 dead + 0 skipped");
    assertThat(view().calls(SAVE))
        .as(view().state().path("calls").toString() + String.join("\n", log.all()))
        .isEqualTo(3);

    assertThat(account(run("second.csv", products("d", 1, 25, "1.50"))))
        .isEqualTo("25 read = 0 accepted + 0 rejected + 0 dead + 25 skipped");
    assertThat(view().calls(SAVE)).as("nothing has changed").isEqualTo(3);

    run("third.csv", products("d", 1, 24, "1.50") + "d25,Product 25,Shoes|Sale,1.75,\n");
    assertThat(view().calls(SAVE)).as("one has changed").isEqualTo(4);
    assertThat(view().state().path("entities").asInt()).isEqualTo(25);
    assertThat(log.complaints()).isEmpty();
  }

  @Test
  void whatIsGoneIsDeletedOnce() {
    run("d1.csv", products("g", 1, 12, "1"));
    JsonNode report = run("d2.csv", "g1,,,,yes\ng2,,,,yes\n" + products("g", 3, 12, "1"));

    assertThat(account(report))
        .isEqualTo("12 read = 2 accepted + 0 rejected + 0 dead + 10 skipped");
    assertThat(view().state().path("entities").asInt()).isEqualTo(10);
    run("d3.csv", "g1,,,,yes\ng2,,,,yes\n");
    assertThat(view().calls(DELETE)).isEqualTo(1);
  }

  @Test
  void theGuiltyAreFoundWhereTargetRejectsSome() throws IOException {
    // A name of the environment's own rules: the product's rules let it pass, the sandbox does not.
    sandbox.faults().add(Fault.status(200).on("POST", "/nowhere"));
    JsonNode report =
        run("r.csv", products("r", 1, 8, "1") + "r9,,Shoes,1,\n" + "r 10,Spaced,Shoes,1,\n");

    assertThat(account(report)).isEqualTo("10 read = 8 accepted + 2 rejected + 0 dead + 0 skipped");
    assertThat(Files.readAllLines(Path.of(report.path("rejects").asText())))
        .anyMatch(line -> line.startsWith("10,name,"))
        .anyMatch(line -> line.startsWith("11,id,"));
  }
}
