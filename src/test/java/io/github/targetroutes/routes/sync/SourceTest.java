package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * A source of the flow profiles-bulk that is told in its own way that an input was taken, with the
 * server that it needs. {@code mvn test -Dtests.groups=sources} runs all of them.
 */
@Tag("sources")
abstract class SourceTest extends ProfilesBulkTest {

  static final String TAKE = ROUTE + "-take";

  /** A name that leads out of the work folder. */
  static final String OUTSIDE = "../../../outside.csv";

  private static final Path DOCUMENT = Path.of("src/main/docs/sources.md");

  private int runs;

  /**
   * Takes over the settings that the document gives as an example, so that they are known to work.
   *
   * @param heading of the part of the document
   * @param changes what differs here, each text followed by what takes its place
   */
  static void asDocumented(Properties settings, String heading, String... changes) {
    String part = read(DOCUMENT).split("\n## " + heading + "\n", 2)[1];
    String example = part.split("```properties\n", 2)[1].split("```", 2)[0];
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(example).contains(changes[i]);
      example = example.replace(changes[i], changes[i + 1]);
    }
    try {
      settings.load(new StringReader(example));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void countRuns() {
    runs = reports().size();
  }

  /** Waits until so many more inputs have gone their way since the test began. */
  void newRuns(int count) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(reports()).as(() -> log.all().toString()).hasSize(runs + count);
              assertThat(files("work")).isEmpty();
            });
  }

  private List<Path> reports() {
    return files("done").stream().filter(file -> file.toString().endsWith(".report.json")).toList();
  }

  /** The next input is taken, and a fault comes before its source is told. */
  void faultAfterTaking() throws Exception {
    AtomicBoolean first = new AtomicBoolean(true);
    AdviceWith.adviceWith(
        context,
        TAKE,
        route ->
            route
                .weaveAddLast()
                .process(
                    exchange -> {
                      if (first.getAndSet(false)) {
                        throw new IllegalStateException("the program ends here");
                      }
                    }));
  }

  /** Nothing can be put into the work folder, as when the disk is full. */
  void obstructWorkFolder() {
    route(controller -> controller.suspendRoute(ROUTE));
    FileUtil.removeDir(workFolder().toFile());
    write(workFolder(), "");
  }

  void clearWorkFolder() {
    try {
      Files.delete(workFolder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    route(controller -> controller.resumeRoute(ROUTE));
  }

  private Path workFolder() {
    return data.resolve("work/profiles-bulk");
  }

  void untilTakingFailed() {
    await()
        .until(() -> log.all().stream().anyMatch(line -> line.contains(TAKE + " goes on after")));
  }

  /** Whatever a message said, no file of its name stands where none belongs. */
  void assertNothingIsOutside() {
    for (Path folder = data.resolve("work"); folder != null; folder = folder.getParent()) {
      assertThat(folder.resolve("outside.csv")).doesNotExist();
    }
    assertEverythingIsPrivate();
  }
}
