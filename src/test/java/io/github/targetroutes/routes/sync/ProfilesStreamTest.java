package io.github.targetroutes.routes.sync;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Events that go the way of the flow profiles-stream, and what is seen of them on both sides. The
 * tests of a class share the routes and the sandbox.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProfilesStreamTest extends SandboxRoutesTest {

  static final String EVENT = "direct:sync-profiles-stream";
  static final String REPORT = "direct:sync-profiles-stream-report";
  static final String UPDATE = "profiles.update";
  static final String LOOK = "profiles.fetch";

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLIENT_CODE = SandboxOptions.defaults().clientCode();

  final LogLines log = LogLines.listen();

  @BeforeEach
  void beginAnew() {
    if (camel() != null && camel().isStarted()) {
      untilSent();
      // What earlier tests did is not of this account.
      report();
    }
    view().reset();
    sandbox.faults().clear();
    files("done/profiles-stream").forEach(ProfilesStreamTest::delete);
    files("failed/profiles-stream").forEach(ProfilesStreamTest::delete);
    log.forget();
  }

  /** Where the routes run. */
  CamelContext camel() {
    return context;
  }

  @AfterAll
  void closeLog() {
    log.close();
  }

  @Override
  protected void settings(Properties settings) {
    Path mapping = data.resolve("mapping.yaml");
    write(
        mapping,
        """
        key: {column: id}
        filter: {column: skip, equals: [""]}
        fields:
          - {name: a, column: a}
          - {name: b, column: b}
          - {name: "deep.c", column: c}
        """);
    settings.setProperty("sync.profiles-stream.mapping", "file:" + mapping);
    settings.setProperty(
        "sync.profiles-stream.source",
        "file:" + data.resolve("inbox/profiles-stream") + "?delete=true&delay=50&readLock=none");
    settings.setProperty("sync.profiles-stream.window", "100ms");
    settings.setProperty("sync.profiles-stream.look-every", "20");
    settings.setProperty("sync.profiles-stream.updates-per-second", "1000");
    settings.setProperty("error.run.pause", "200");
  }

  SandboxView view() {
    return new SandboxView(sandbox);
  }

  /** An event with attributes by name and value in turn. */
  static String event(String id, String... attributes) {
    ObjectNode event = JSON.createObjectNode().put("id", id);
    for (int i = 0; i < attributes.length; i += 2) {
      event.put(attributes[i], attributes[i + 1]);
    }
    return event.toString();
  }

  /** Takes events as messages, one after the other. */
  void send(String... events) {
    Stream.of(events).forEach(event -> send((Object) event));
  }

  /** Takes a message of any kind. */
  void send(Object message) {
    try (ProducerTemplate template = camel().createProducerTemplate()) {
      template.sendBody(EVENT, message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a file of events, one a line, into the inbox. */
  void drop(String name, String... events) {
    put("inbox/profiles-stream", name, String.join("\n", events) + "\n");
  }

  /** Lets Target know profiles. */
  void known(String... ids) {
    String batch =
        Arrays.stream(ids)
            .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + ",yes\n")
            .collect(Collectors.joining());
    view()
        .ask(
            "POST",
            "/m2/" + CLIENT_CODE + "/v2/profile/batchUpdate",
            "batch=thirdPartyId,known\n" + batch);
    await().until(() -> Arrays.stream(ids).allMatch(id -> attribute(id, "known").equals("yes")));
  }

  /** An attribute of a profile as Target gives it out; empty where there is none. */
  String attribute(String id, String name) {
    return view().attribute(id, name);
  }

  /** Rows of a table of the state store that a condition holds for. */
  long stored(String table, String condition) {
    String sql = "select count(*) from " + table + " where " + condition;
    try (Connection connection = bean("stateStore", DataSource.class).getConnection();
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  <T> T bean(String name, Class<T> type) {
    return camel().getRegistry().lookupByNameAndType(name, type);
  }

  /** Waits until no update waits any more. */
  void untilSent() {
    until(() -> stored("updates", "true") == 0);
  }

  static void until(Callable<Boolean> condition) {
    await().atMost(SOON).until(condition);
  }

  /** The account of all that happened since this was asked last; without one, null. */
  JsonNode report() {
    List<Path> before = reports();
    try (ProducerTemplate template = camel().createProducerTemplate()) {
      template.sendBody(REPORT, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reports().stream()
        .filter(file -> !before.contains(file))
        .map(file -> json(read(file)))
        .findFirst()
        .orElse(null);
  }

  /** What a report counts. */
  static String account(JsonNode report) {
    return Stream.of("read", "accepted", "merged", "rejected", "deadLettered", "skipped")
        .filter(name -> report.path(name).asInt() > 0)
        .map(name -> report.path(name).asInt() + " " + name)
        .collect(Collectors.joining(", "));
  }

  List<Path> reports() {
    return files("done/profiles-stream").stream()
        .filter(file -> file.toString().endsWith("-profiles-stream.report.json"))
        .toList();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
