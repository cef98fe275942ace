package io.github.targetroutes.routes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Files that go the way of the flow profiles-bulk, and what is seen of them on both sides. The
 * tests of a class share the routes and the sandbox.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProfilesBulkTest extends SandboxRoutesTest {

  static final String ROUTE = "sync-profiles-bulk";
  static final String HEADER = "id,name\n";
  static final String UPLOAD = "profiles.batch-update";
  static final String STATUS = "profiles.batch-status";

  static final Duration SOON = Duration.ofSeconds(20);

  final LogLines log = LogLines.listen();

  @BeforeEach
  void beginAnew() {
    reset();
    log.forget();
  }

  @AfterAll
  void closeLog() {
    log.close();
  }

  @Override
  protected void settings(Properties settings) {
    write(
        mapping(),
        """
        key: {column: id, as: thirdPartyId}
        trim: true
        attributes:
          - {name: firstName, column: name}
        """);
    settings.setProperty("sync.profiles-bulk.mapping", "file:" + mapping());
    settings.setProperty("error.run.pause", "300");
  }

  /** Rows {@code <prefix>1,name1} and so on. */
  static String customers(String prefix, int count) {
    StringBuilder csv = new StringBuilder(HEADER);
    IntStream.rangeClosed(1, count)
        .forEach(i -> csv.append(prefix).append(i).append(",name").append(i).append('\n'));
    return csv.toString();
  }

  Path mapping() {
    return data.resolve("mapping.yaml");
  }

  /** Puts a file into the inbox that has been lying there for a while. */
  void drop(String name, String content) {
    drop(name, content, 60);
  }

  void drop(String name, String content, int secondsOld) {
    drop(name, content.getBytes(UTF_8), secondsOld);
  }

  void drop(String name, byte[] content, int secondsOld) {
    try {
      Path part = Files.createTempFile(data, "drop", ".part");
      Files.write(part, content);
      Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(secondsOld)));
      Files.createDirectories(data.resolve("inbox/profiles"));
      Files.move(part, data.resolve("inbox/profiles").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is taken from the inbox, so that files can be put there at once. */
  void stopTaking() {
    route(controller -> controller.suspendRoute(ROUTE + "-take"));
  }

  void goOnTaking() {
    route(controller -> controller.resumeRoute(ROUTE + "-take"));
  }

  interface Change {
    void of(RouteController controller) throws Exception;
  }

  void route(Change change) {
    try {
      change.of(context.getRouteController());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The report of the file of that name, once the file itself lies beside it. */
  JsonNode report(String folder, String name) {
    await().atMost(SOON).until(() -> !ended(folder, name).isEmpty());
    return json(read(beside(ended(folder, name).get(0))));
  }

  /** The account that a report gives. */
  static String account(JsonNode report) {
    return Account.of(report);
  }

  /** Where the files of that name have ended, those with their reports. */
  List<Path> ended(String folder, String name) {
    return files(folder + "/profiles-bulk").stream()
        .filter(file -> file.getFileName().toString().matches("\\d{8}-\\d{9}-" + quote(name)))
        .filter(file -> Files.exists(beside(file)))
        .toList();
  }

  static Path beside(Path input) {
    return input.resolveSibling(input.getFileName() + ".report.json");
  }

  /** Whatever this program made that holds people's data is the owner's alone. */
  void assertEverythingIsPrivate() {
    for (String folder : List.of("work", "batches", "rejects", "done", "failed", "dead-letter")) {
      try (Stream<Path> all = Files.walk(data.resolve(folder))) {
        assertThat(all)
            .allSatisfy(
                path ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
      } catch (NoSuchFileException notNeededSoFar) {
        assertThat(folder).isNotEqualTo("work");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What the sandbox says of itself. */
  JsonNode state() {
    return json(http("GET", "/sandbox/state"));
  }

  /** The last requests that reached the sandbox, oldest first. */
  JsonNode requests() {
    return json(http("GET", "/sandbox/requests"));
  }

  /** Calls of an operation that reached the sandbox, answered or not. */
  int calls(String operation) {
    return state().at("/calls/" + operation + "/total").asInt();
  }

  /** The sandbox as it was at first. */
  void reset() {
    http("POST", "/sandbox/reset");
  }

  /** An attribute of a profile as Target gives it out; empty where there is no such profile. */
  String attribute(String id, String name) {
    return view().attribute(id, name);
  }

  private String http(String method, String path) {
    return http(method, path, "");
  }

  /** What the sandbox answers. */
  String http(String method, String path, String body) {
    return view().ask(method, path, body);
  }

  private SandboxView view() {
    return new SandboxView(sandbox);
  }
}
