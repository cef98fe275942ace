package io.github.targetroutes.cli;

import static io.github.targetroutes.sandbox.Fault.Shape.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OFFER = "{\"name\":\"Héro\",\"content\":\"<b>1</b>\"}";

  @TempDir static Path adobeFolder;
  private static TestSandbox adobe;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    adobe = TestSandbox.start(adobeFolder);
  }

  @AfterAll
  static void stop() {
    adobe.close();
  }

  @AfterEach
  void forgive() {
    adobe.sandbox().faults().clear();
  }

  private static Terminal terminal() {
    return Terminal.with(adobe.settings());
  }

  private static Terminal.Result run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "call";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return terminal().run(all);
  }

  private static String good(String... arguments) {
    Terminal.Result result = run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String newOffer() {
    return json(good("create-content-offer", "--body", OFFER)).path("id").asText();
  }

  private static void refused(int exitCode, String sentence, String... arguments) {
    Terminal.Result result = run(arguments);
    assertThat(result.err().lines()).singleElement().asString().contains(sentence);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  private static int calls() {
    return new SandboxView(adobe.sandbox()).requests(10_000).size();
  }

  @Test
  void anAnswerIsPrintedAsItCame() {
    String id = newOffer();

    String answer = good("get-content-offer", "--path", "id=" + id);

    assertThat(answer.lines()).hasSize(1);
    assertThat(json(answer).path("name").asText()).isEqualTo("Héro");
  }

  @Test
  void prettyMeansIndented() {
    assertThat(good("list-activities", "--pretty").lines()).hasSizeGreaterThan(10);
  }

  @Test
  void statusAndRequestIdAreToldBesideTheAnswer() {
    Terminal.Result result = run("list-activities", "-i");

    assertThat(result.err().strip())
        .matches("Target answered 200 to list-activities \\(request [\\w-]{36}\\)");
    assertThat(json(result.out()).path("activities")).isNotEmpty();
  }

  @Test
  void inJsonTheAnswerHasItsStatusWithIt() {
    JsonNode offers = json(good("list-offers", "--query", "limit=1", "--json"));
    assertThat(offers.path("status").asInt()).isEqualTo(200);
    assertThat(offers.path("requestId").asText()).hasSize(36);
    assertThat(offers.path("body").has("offers")).isTrue();

    String update = "mbox3rdPartyId=c-1&profile.tier=gold";
    JsonNode text = json(good("update-profile", "--body", update, "--json"));
    assertThat(text.path("body").asText()).contains("successfully submitted");
  }

  @Test
  void aQueryNameMayComeSeveralTimes() {
    String one = newOffer();
    String other = newOffer();
    newOffer();

    JsonNode found =
        json(good("list-offers", "--query", "id=" + one, "--query", "id=" + other)).path("offers");

    assertThat(found.findValuesAsText("id")).containsExactlyInAnyOrder(one, other);
  }

  @Test
  void aListIsTakenToItsEndOneRecordALine() {
    for (int i = 0; i < 5; i++) {
      newOffer();
    }

    List<String> all = good("list-offers", "--all", "--query", "limit=2").lines().toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    assertThat(all).allMatch(line -> json(line).has("id"));

    assertThat(good("list-offers", "--all", "--query", "offset=3").lines())
        .isEqualTo(all.subList(3, all.size()));
    assertThat(good("list-offers", "--all", "--query", "limit=2", "--query", "sortBy=-id").lines())
        .first()
        .isEqualTo(all.get(all.size() - 1));
  }

  @Test
  void aListThatBreaksOffTellsWhereItGoesOn() {
    for (int i = 0; i < 3; i++) {
      newOffer();
    }
    adobe
        .sandbox()
        .faults()
        .add(Fault.status(403).shape(GATEWAY).on("GET", "/acme/target/offers").after(1).forever());

    Terminal.Result result = run("list-offers", "--all", "--query", "limit=2");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.err()).contains("2 records were printed; go on with --query offset=2");
  }

  @Test
  void aFileAppearsWhenItIsWholeAndForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("offers.jsonl");
    Files.writeString(file, "old");
    newOffer();

    assertThat(good("list-offers", "--all", "--out", file.toString())).isEmpty();
    assertThat(Files.readAllLines(file)).isNotEmpty().allMatch(line -> json(line).has("id"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    String before = Files.readString(file);
    refused(1, "404", "get-content-offer", "--path", "id=404404", "--out", file.toString());
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(folder.toFile().list()).containsExactly("offers.jsonl");
  }

  @Test
  void anAnswerLargerThanTheMemoryForItIsPrintedToo() throws IOException {
    byte[] large = ("{\"a\":\"" + "x".repeat(9_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          call.getResponseHeaders().set("Content-Type", "application/json");
          call.sendResponseHeaders(200, large.length);
          call.getResponseBody().write(large);
          call.close();
        });
    server.start();
    try {
      Path file = folder.resolve("profile.json");
      Terminal.Result result =
          terminal()
              .set("adobe.target.edge-url", "http://127.0.0.1:" + server.getAddress().getPort())
              .run("call", "get-profile", "--path", "tntId=1", "--out", file.toString());
      assertThat(result.err()).isEmpty();
      assertThat(Files.readAllBytes(file)).isEqualTo(large);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aBodyMayComeFromAFileOrFromStandardInput() throws IOException {
    Path file = Files.writeString(folder.resolve("offer.json"), OFFER);
    assertThat(json(good("create-content-offer", "--body", "@" + file)).has("id")).isTrue();

    Terminal.Result piped =
        terminal().typing(OFFER).run("call", "create-content-offer", "--body", "-");
    assertThat(json(piped.out()).has("id")).isTrue();
  }

  @Test
  void whatIsOnlyShownIsNotSent() {
    int before = calls();

    assertThat(good("update-content-offer", "--path", "id=a/b", "--body", OFFER, "--dry-run"))
        .isEqualTo(
            """
            PUT %s/acme/target/offers/content/a%%2Fb
            Authorization: Bearer ***
            Accept: application/vnd.adobe.target.v2+json
            Content-Type: application/vnd.adobe.target.v2+json
            X-Api-Key: %s

            %s
            """
                .formatted(adobe.sandbox().url(), adobe.options().clientId(), OFFER));
    JsonNode plan = json(good("list-offers", "--query", "name=a b", "--dry-run", "--json"));
    assertThat(plan.path("url").asText()).endsWith("/offers?name=a%20b");
    assertThat(plan.path("headers").path("Authorization").asText()).isEqualTo("Bearer ***");
    good("delete-content-offer", "--path", "id=1", "--curl");

    assertThat(calls()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create-content-offer --body @OFFER | \"id\":",
        "create-content-offer --body {\"name\":\"it's~$HOME\",\"content\":\"\\\"\"} | it's $HOME",
        "list-offers --query limit=1 --query name=it's~$HOME | \"offers\":",
        "update-profile --body mbox3rdPartyId=c-7&profile.x=%C3%BC | successfully submitted"
      })
  void theCurlCommandDoesTheCall(String call, String answer) throws Exception {
    assumeTrue(installed("curl"), "curl is not installed");
    Path file = Files.writeString(folder.resolve("an offer.json"), OFFER);
    String token = terminal().run("token").out().strip();
    String[] arguments = (call + " --curl").split(" ");
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].replace("@OFFER", "@" + file).replace('~', ' ');
    }

    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", good(arguments)).redirectErrorStream(true);
    shell.environment().put("TOKEN", token);
    Process process = shell.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).contains(answer);
  }

  private static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  @Test
  void operationsAreFoundByTheirWords() {
    assertThat(good("--list", "OFFER", "json", "put").lines())
        .last()
        .asString()
        .matches("update-json-offer +PUT +/offers/json/\\{id} +admin +2");
    JsonNode rows = json(good("--list", "profile", "--json"));
    assertThat(rows.findValuesAsText("name")).contains("update-profile", "bulk-update-profiles");
    assertThat(rows.get(0).fieldNames())
        .toIterable()
        .containsExactly("name", "method", "path", "host", "version");
  }

  @Test
  void anOperationIsDescribed() {
    assertThat(good("get-content-offer", "--describe"))
        .contains("GET /offers/content/{id}", "path values   id", "metered       yes");
    assertThat(json(good("--describe", "create-audience", "--json")).path("repeatable").asBoolean())
        .isFalse();
    assertThat(good("delete-entities", "--describe")).contains("--confirm delete-all-entities");
  }

  @Test
  void whatWipesACatalogueWantsAConfirmation() {
    int before = calls();

    refused(
        1, "delete-entities without ids and environment means all there are", "delete-entities");
    assertThat(good("delete-entities", "--confirm", "delete-all-entities", "--dry-run"))
        .startsWith("DELETE ");

    assertThat(calls()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': 1,}     | line 1, column 9",
        "{~  'a': [1~} | line 3, column 1",
        "{'a': 1} {    | line 1, column 10",
        "nonsense      | line 1, column",
        "''            | it is empty"
      })
  void aBodyThatIsNoJsonIsRefusedBeforeAnythingIsSent(String body, String place) {
    int before = calls();

    refused(
        2,
        place,
        "create-content-offer",
        "--body",
        body.equals("''") ? "" : body.replace('\'', '"').replace('~', '\n'));

    assertThat(calls()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x                                     | Which operation? target-routes call --list",
        "list-ofers                            | the nearest are list-offers,",
        "list-offers list-mboxes               | One operation at a time",
        "--list no-such-word                   | No operation has no-such-word in its name",
        "get-content-offer                     | give it with --path id=…",
        "get-content-offer --path id=          | give it with --path id=…",
        "get-content-offer --path 4711         | --path 4711 has no name and value",
        "get-content-offer --path id=1 --path nr=2 | has no path value \"nr\", only id",
        "get-content-offer --path id=..        | can't stand for {id}",
        "list-offers --path id=1               | has no path value \"id\", nor any other",
        "list-offers --query limt=5            | has no query value \"limt\", only",
        "list-offers --query =5                | --query =5 has no name and value",
        "list-offers --body {}                 | is a GET and takes no body",
        "list-offers --all --query limit=0     | can't be asked for",
        "list-offers --all --query offset=-1   | can't be asked for",
        "create-content-offer --all --body {}  | is no list",
        "create-content-offer --body @nowhere  | there is no such file",
        "create-content-offer --body @.        | there is no such file",
        "list-offers --out /nowhere/at/all     | There is no folder for /nowhere/at/all",
        "list-offers --out .                   | . is a folder; name a file in it",
        "list-offers --all --curl              | are mutually exclusive",
        "list-offers --profile nonsense        | There is no profile \"nonsense\"",
        "list-offers --nonsense                | Unknown option: '--nonsense'",
        "list-offers --query                   | Missing required parameter for option '--query'",
        "get-profile-batch-status --node evil.example | which is not one of Adobe's servers"
      })
  void whatIsGivenWronglyIsToldInOneSentence(String line, String sentence) throws IOException {
    String[] arguments = line.equals("x") ? new String[0] : line.split(" +");
    int before = calls();

    Terminal.Result result = run(arguments);

    assertThat(result.err().lines()).singleElement().asString().contains(sentence);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isIn(1, 2);
    assertThat(calls()).isEqualTo(before);
    try (var left = Files.list(Path.of(""))) {
      assertThat(left).noneMatch(path -> path.toString().endsWith(".part"));
    }
  }

  @Test
  void whatIsNoListHasNoEnd() {
    String id = newOffer();

    refused(
        2, "get-content-offer gave no list", "get-content-offer", "--path", "id=" + id, "--all");
  }

  private static final Map<String, Supplier<Fault>> FAULTS =
      Map.of(
          "403025", () -> Fault.status(403).shape(GATEWAY),
          "401", () -> Fault.status(401).shape(GATEWAY),
          "503", () -> Fault.status(503),
          "500", () -> Fault.status(500),
          "404", () -> Fault.status(404),
          "no answer", Fault::reset);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403025    | 3 | 403025 \"Profile is not valid\" | Attach a product profile of Target to"
            + " the credential",
        "401       | 3 | 401013 \"Oauth token is not valid\" | if a new one is refused too, the"
            + " credential is revoked",
        "503       | 4 | Sandbox.Fault \"Scripted | Too many calls, by this job or by another one",
        "500       | 4 | Sandbox.Fault \"Scripted | a credential without a role in the workspace"
            + " also gets this answer",
        "404       | 1 | Sandbox.Fault \"Scripted | There is no such thing: check the id",
        "no answer | 4 | Target did not answer list-offers | Check adobe.target.admin-url"
      })
  void aFaultOfTargetIsOneSentenceWithAdobesWords(
      String fault, int exitCode, String words, String remedy) {
    adobe.sandbox().faults().add(FAULTS.get(fault).get().on("GET", "/acme/").forever());

    Terminal.Result result =
        terminal()
            .set("error.target.retries", "1")
            .set("error.target.throttled-retries", "1")
            .run("call", "list-offers");

    assertThat(result.err().lines()).singleElement().asString().contains(words).contains(remedy);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  /** The version travels in the media type; without it Target silently takes version 1. */
  @Test
  void anOperationOfTheWrongVersionIsToldWhereItsVersionStands() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("table.yaml"),
            "offers:\n  list-offers: {host: admin, version: 1, call: GET /offers}\n");

    Terminal.Result result =
        terminal().set("adobe.target.operations", "file:" + table).run("call", "list-offers");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("Unsupported.Feature", "see version in target-operations.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void itTellsAboutItself(String option) {
    assertThat(run(option).exitCode()).isZero();
  }
}
