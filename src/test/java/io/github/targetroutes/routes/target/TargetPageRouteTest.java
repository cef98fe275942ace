package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.target.TargetFault;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code target-page} and {@code target-ask}: lists of the sandbox, and lists of a server that does
 * what no sandbox does, by a table with lists of its own. They are taken by the very route that the
 * file's comment shows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetPageRouteTest extends SandboxRoutesTest {

  private static final String ROUTE = "target-page";
  private static final int LIMIT = 10;

  // Without initial values: they are set while the constructor of the superclass runs.
  private HttpServer server;
  private List<String> asked;

  private final List<String> taken = new CopyOnWriteArrayList<>();

  /** A record of this list fails where it is taken. */
  private String broken;

  @Override
  protected void settings(Properties settings) {
    asked = new CopyOnWriteArrayList<>();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    settings.setProperty(
        "adobe.target.edge-url", "http://127.0.0.1:" + server.getAddress().getPort());
    settings.setProperty("adobe.target.page-size", Integer.toString(LIMIT));
    settings.setProperty("adobe.target.operations", "file:src/test/resources/target/lists.yaml");
  }

  @BeforeEach
  void begin() throws Exception {
    asked.clear();
    taken.clear();
    broken = null;
    if (context.getRoute("test-list") == null) {
      context.getRegistry().bind("taker", this);
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString("test-list.yaml", callerOfTheComment()));
    }
  }

  @AfterEach
  void forgive() {
    sandbox.faults().clear();
  }

  @AfterAll
  void stopServer() {
    server.stop(0);
  }

  /** The steps that the comment shows, but for the two variables that a test sets. */
  private static String callerOfTheComment() throws IOException {
    String steps =
        Files.readAllLines(Path.of("routes/target", ROUTE + ".camel.yaml")).stream()
            .filter(line -> line.matches("#   .*"))
            .map(line -> line.replaceFirst("#   ", "        "))
            .filter(line -> !line.contains("setVariable"))
            .collect(Collectors.joining("\n"));
    return "- route:\n    id: test-list\n    errorHandler: {noErrorHandler: {}}\n"
        + "    from:\n      uri: direct:test-list\n      steps:\n"
        + steps.replace("steps: ...", "steps: [{bean: {ref: taker, method: take}}]");
  }

  /** A step of the route. */
  public void take(String record) {
    if (record.equals(broken)) {
      throw new IllegalStateException("broken");
    }
    taken.add(record);
  }

  private Exchange list(String operation, Map<String, ?> path, Object offset) {
    return call(
        "direct:test-list",
        null,
        "target.operation",
        operation,
        "target.path",
        path,
        "target.query",
        Map.of("sortBy", "id"),
        "target.offset",
        offset);
  }

  private Exchange scripted(String list) {
    return list("list-scripted", Map.of("list", list), 0);
  }

  /** What each list does when it is asked for records from an offset on. */
  private String page(String list, int offset, int limit) {
    return switch (list) {
      case "capped" -> envelope(offset, Math.min(limit, 3), 11, 11);
      case "capped-without-total" -> envelope(offset, Math.min(limit, 3), 11, -1);
      case "without-total" -> envelope(offset, limit, 20, -1);
      case "recommendations" ->
          envelope(offset, limit, 20, Math.max(0, Math.min(limit, 20 - offset)));
      case "shrinks" -> envelope(offset, limit, offset == 0 ? 25 : 14, offset == 0 ? 25 : 14);
      case "grows" -> envelope(offset, limit, offset == 0 ? 15 : 25, offset == 0 ? 15 : 25);
      case "promises-more" -> envelope(offset, limit, 12, 1000);
      case "empty" -> envelope(offset, limit, 0, 0);
      case "knows-no-pages" -> envelope(0, Integer.MAX_VALUE, 4, -1);
      case "knows-no-pages-and-is-long" -> envelope(0, Integer.MAX_VALUE, 44, 44);
      case "bare" -> "[{\"id\":1},{\"id\":2}]";
      case "repeats" -> envelope(0, limit, 1000, 1000);
      case "goes-round" -> envelope(offset % (3 * limit), limit, 1000, 1_000_000);
      case "is-none" -> "{\"id\":7}";
      default ->
          """
          {"total" : 2, "strange" : {"offers": [1]}, "offers" : [
            {"id": 9223372036854775807, "big": 123456789012345678901234567890, "money": 1.10, "new field": [1, {"a": null}], "name": "ü ☃"},
            "text" ], "more": [3] }
          """;
    };
  }

  private static String envelope(int offset, int limit, int records, int total) {
    String list =
        IntStream.range(offset, (int) Math.min(records, (long) offset + limit))
            .mapToObj(id -> "{\"id\":" + id + "}")
            .collect(Collectors.joining(","));
    return (total < 0 ? "{" : "{\"total\":" + total + ",") + "\"list\":[" + list + "]}";
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      String query = call.getRequestURI().getQuery();
      asked.add(query);
      String path = call.getRequestURI().getPath();
      byte[] page =
          page(
                  path.substring(path.lastIndexOf('/') + 1),
                  number(query, "offset"),
                  number(query, "limit"))
              .getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(200, page.length);
      call.getResponseBody().write(page);
    }
  }

  private static int number(String query, String name) {
    Matcher value = Pattern.compile("\\b" + name + "=(\\d+)").matcher(query);
    return value.find() ? Integer.parseInt(value.group(1)) : 0;
  }

  private List<String> ids(int count) {
    return LongStream.range(0, count).mapToObj(id -> "{\"id\":" + id + "}").toList();
  }

  @ParameterizedTest
  @CsvSource({
    "capped, 11, 4",
    "capped-without-total, 11, 5",
    "without-total, 20, 3",
    "recommendations, 20, 3",
    "shrinks, 14, 2",
    "grows, 25, 3",
    "promises-more, 12, 3",
    "empty, 0, 1",
    "knows-no-pages, 4, 2",
    "knows-no-pages-and-is-long, 44, 1"
  })
  void everyRecordComesOnceHoweverTargetPages(String list, int records, int calls) {
    Exchange exchange = scripted(list);

    assertThat(exchange.getException()).isNull();
    assertThat(taken).isEqualTo(ids(records));
    assertThat(asked).hasSize(calls);
  }

  @Test
  void theQueryOfTheCallerStays() {
    scripted("grows");

    assertThat(asked).allMatch(query -> query.contains("sortBy=id"));
    assertThat(asked).allMatch(query -> query.contains("limit=" + LIMIT));
  }

  @Test
  void whatAdobePutIntoARecordPassesUntouched() {
    assertThat(scripted("strange").getException()).isNull();

    assertThat(taken)
        .containsExactly(
            "{\"id\":9223372036854775807,\"big\":123456789012345678901234567890,\"money\":1.10,"
                + "\"new field\":[1,{\"a\":null}],\"name\":\"ü ☃\"}",
            "\"text\"");
  }

  @Test
  void aBareListIsAListToo() {
    assertThat(scripted("bare").getException()).isNull();

    assertThat(taken).containsExactly("{\"id\":1}", "{\"id\":2}");
  }

  @ParameterizedTest
  @CsvSource({"repeats, 10, 2", "goes-round, 60, 7"})
  void aListThatNeverEndsIsNoticed(String list, int offset, int calls) {
    Exchange exchange = scripted(list);

    assertThat(exchange.getException())
        .isInstanceOfSatisfying(
            TargetFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(TargetFault.Kind.REJECTED))
        .hasMessage(
            "Target gave records of list-scripted again at offset "
                + offset
                + " that it had given before: it does not page this list, which can't be read to"
                + " its end");
    assertThat(asked).hasSize(calls);
  }

  @Test
  void aListThatHasNoPagesIsTakenAsOne() {
    assertThat(list("list-unpaged", Map.of("list", "knows-no-pages"), 1).getException()).isNull();

    assertThat(taken).isEqualTo(ids(4).subList(1, 4));
    assertThat(asked).containsExactly("sortBy=id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list-scripted | Operation list-scripted gave no list, so it has no pages; call it once",
        "create-content-offer | Operation create-content-offer is no list, so it has no pages; call"
            + " it once"
      })
  void whatIsNoListIsRefused(String operation, String sentence) {
    assertThat(list(operation, Map.of("list", "is-none"), 0).getException())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "many", "1.5", "99999999999999999999"})
  void anOffsetThatCanNotBeAskedForIsRefused(String offset) {
    assertThat(list("list-offers", Map.of(), offset).getException())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "target.offset=" + offset + " can't be asked for; give a whole number, 0 or more");
  }

  @Test
  void aListThatBrokeOffGoesOnAtItsOffset() {
    createOffers(25);
    int before = calls();
    assertThat(list("list-offers", Map.of(), 0).getException()).isNull();
    List<String> all = List.copyOf(taken);
    assertThat(all).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
    assertThat(calls() - before).isEqualTo((all.size() + LIMIT - 1) / LIMIT);

    taken.clear();
    broken = all.get(13);
    Exchange stopped = list("list-offers", Map.of(), 0);
    assertThat(stopped.getException()).hasRootCauseMessage("broken");
    assertThat(taken).isEqualTo(all.subList(0, 13));

    taken.clear();
    broken = null;
    list("list-offers", Map.of(), LIMIT);
    assertThat(taken).isEqualTo(all.subList(LIMIT, all.size()));
  }

  @Test
  void eachPageHasThePatienceOfACall() {
    createOffers(15);
    sandbox.faults().add(Fault.status(503).times(2).on("GET", "/acme"));
    sandbox.faults().add(Fault.status(401).on("GET", "/acme"));

    assertThat(list("list-offers", Map.of(), 0).getException()).isNull();
    assertThat(taken).hasSizeGreaterThanOrEqualTo(15).doesNotHaveDuplicates();
  }

  @Test
  void aRefusedPageIsThrownAtTheCallerAndKeptNowhere() {
    Exchange refused = list("get-content-offer", Map.of("id", "404404"), 0);

    assertThat(refused.getException())
        .hasMessageStartingWith("Target answered 404 to get-content-offer");
    assertThat(data.resolve("dead-letter").toFile().listFiles(File::isFile)).isNullOrEmpty();
  }

  @Test
  void oneCallIsAskedWithTheSamePatience() {
    sandbox.faults().add(Fault.status(401).on("GET", "/acme"));

    Exchange answer = call("direct:target-ask", null, "target.operation", "list-activities");

    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getBody(String.class)).contains("\"activities\"");
  }

  private int calls() {
    return new SandboxView(sandbox).calls("offers.list");
  }

  private void createOffers(int count) {
    for (int i = 0; i < count; i++) {
      Exchange created =
          call(
              "direct:target-call",
              "{\"name\":\"Offer %d\",\"content\":\"x\"}".formatted(i),
              "target.operation",
              "create-content-offer");
      assertThat(created.getException()).isNull();
    }
  }
}
