package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.CredentialFile;
import io.github.targetroutes.auth.CredentialFile.Choice;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {

  private static final String TOKEN = "eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+";

  @TempDir static Path home;
  @TempDir Path folder;
  private static TestSandbox adobe;

  @BeforeAll
  static void start() {
    adobe = TestSandbox.start(home);
  }

  @AfterAll
  static void stop() {
    adobe.close();
  }

  @AfterEach
  void forgive() {
    adobe.sandbox().faults().clear();
  }

  @Test
  void theTokenAloneIsPrinted() {
    Terminal.Result result = terminal().run("token");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().strip()).matches(TOKEN);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aWrongSecretIsToldInOneSentence() {
    Terminal.Result result = terminal().set("adobe.ims.client-secret", "mistyped").run("token");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains("invalid_client");
  }

  /** Each of its lines is one header: what curl sends with {@code -H @FILE}. */
  @Test
  void headerFileMakesACallToTarget() throws Exception {
    Path file = written("header");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    adobe.sandbox().url() + "/" + adobe.options().tenant() + "/target/offers"))
            .header("Accept", "application/vnd.adobe.target.v2+json");
    for (String line : Files.readAllLines(file)) {
      String[] header = line.split(": ", 2);
      request.header(header[0], header[1]);
    }

    assertThat(
            HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void environmentFileHoldsOneVariableInALine() throws IOException {
    assertThat(Files.readAllLines(written("env")))
        .allMatch(line -> line.matches("ADOBE_[A-Z_]+=[^'\" ]*"))
        .anyMatch(line -> line.matches("ADOBE_ACCESS_TOKEN=" + TOKEN))
        .contains("ADOBE_API_KEY=" + adobe.options().clientId());
  }

  @Test
  void postmanEnvironmentHasTheNamesOfAdobesCollections() throws IOException {
    JsonNode environment = new ObjectMapper().readTree(written("postman").toFile());

    assertThat(environment.path("_postman_variable_scope").asText()).isEqualTo("environment");
    assertThat(environment.path("values").findValuesAsText("key"))
        .contains("ACCESS_TOKEN", "API_KEY", "IMS", "IMS_ORG", "TECHNICAL_ACCOUNT_ID");
    assertThat(environment.at("/values/0/type").asText()).isEqualTo("secret");
    assertThat(environment.at("/values/0/value").asText()).matches(TOKEN);
  }

  @ParameterizedTest
  @EnumSource
  void everyFileIsForItsOwnerAloneWithoutTheClientSecretAndIsReadBack(TokenFormat format)
      throws IOException {
    Path file = written(format.toString());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().doesNotContain(adobe.options().clientSecret());
    assertThat(terminal().run("token", "inspect", "@" + file).out())
        .contains(adobe.options().technicalAccountId());
  }

  @Test
  void anOlderFileIsReplacedWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "x".repeat(10_000));
    String summary = terminal().run("token", "--out", file.toString(), "--json").out();

    assertThat(Files.readString(file).strip()).matches(TOKEN);
    assertThat(new ObjectMapper().readTree(summary).path("expires_at").asText())
        .satisfies(end -> assertThat(Instant.parse(end)).isAfter(Instant.now()));
    assertThat(summary).doesNotContain("eyJ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt", "oauth"})
  void lifeLeftIsTheSameWhicheverGrantGotTheToken(String grant) throws IOException {
    JsonNode token =
        json(terminal().set("adobe.ims.grant", grant).run("token", "inspect", "--json"));

    assertThat(token.path("seconds_left").asLong()).isBetween(86_300L, 86_400L);
    assertThat(token.path("client_id").asText()).isEqualTo(adobe.options().clientId());
    assertThat(token.path("scopes").toString()).contains("\"target_sdk\"");
  }

  @Test
  void inspectionNeedsNoIms() {
    String token = terminal().run("token").out();
    Terminal offline = terminal().set("adobe.ims.url", "http://127.0.0.1:9");

    assertThat(offline.typing("Authorization: Bearer " + token).run("token", "inspect", "-"))
        .satisfies(result -> assertThat(result.exitCode()).isZero())
        .satisfies(result -> assertThat(result.out()).contains("life left", "23 h 59 min"));
  }

  @Test
  void revokedTokenIsNoLongerTaken() {
    String token = terminal().run("token").out().strip();
    Terminal terminal = terminal().typing(token);

    assertThat(terminal.run("token", "validate", "-").exitCode()).isZero();
    assertThat(terminal.run("token", "revoke", "-").out()).contains("takes this token no more");
    Terminal.Result after = terminal.run("token", "validate", "-");

    assertThat(after.exitCode()).isEqualTo(3);
    assertThat(after.out()).contains("does not take this token: it was revoked");
    assertThat(after.out()).doesNotContain(token);
  }

  @Test
  void tokenOfAnotherClientIsNamedAsThat() throws IOException {
    String token = terminal().run("token").out().strip();

    JsonNode answer =
        json(
            terminal()
                .set("adobe.ims.client-id", "another")
                .typing(token)
                .run("token", "validate", "-", "--json"));

    assertThat(answer.path("valid").asBoolean(true)).isFalse();
    assertThat(answer.path("reason").asText()).contains("another client");
  }

  @Test
  void theConfiguredCredentialsTokenIsValidatedByDefault() {
    assertThat(terminal().run("token", "validate").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"validate, IMS answered 500", "revoke, IMS answered 500"})
  void outageOfImsEndsWith4AndOneSentence(String command, String words) {
    String token = terminal().run("token").out();
    adobe.sandbox().faults().add(Fault.status(500).on("POST", "/ims/").forever());

    Terminal.Result result = terminal().typing(token).run("token", command, "-");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err().lines()).singleElement().asString().contains(words, "x-debug-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "inspect", "validate"})
  void imsThatCantBeReachedEndsWith4AndOneSentence(String command) {
    String[] arguments =
        Stream.of("token", command).filter(word -> !word.isEmpty()).toArray(String[]::new);
    Terminal.Result result =
        terminal()
            .set("adobe.ims.url", "http://127.0.0.1:9")
            .set("error.auth.retries", "0")
            .run(arguments);

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err().lines()).singleElement().asString().contains("connection refused");
  }

  @ParameterizedTest
  @CsvSource({
    "3, mistyped, revoke, invalid_client",
    "2, '', revoke, adobe.ims.client-secret is not set"
  })
  void revocationNeedsTheClientSecret(int exitCode, String secret, String command, String words) {
    String token = terminal().run("token").out();

    Terminal.Result result =
        terminal().set("adobe.ims.client-secret", secret).typing(token).run("token", command, "-");

    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.err().lines()).singleElement().asString().contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "inspect, @gone, There is no file gone",
    "validate, @gone, There is no file gone",
    "revoke, -, There is no token in what was given",
    "inspect, nonsense, What is given holds no token",
    "inspect, eyJhbGciOiJub25lIn0.e30.x, This is no access token of IMS"
  })
  void whatIsNoTokenEndsWith2AndOneSentence(String command, String given, String words) {
    Terminal.Result result = terminal().run("token", command, given);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains(words);
  }

  @Test
  void fileThatCantBeWrittenEndsWith2AndLeavesNothing() throws IOException {
    Files.writeString(folder.resolve("file"), "a file where a folder must be");
    List<String> before = names();

    Terminal.Result result =
        terminal().run("token", "--out", folder.resolve("file/token").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains("can't be written");
    assertThat(names()).isEqualTo(before);
  }

  /** What the program hands out in Postman's form has Adobe's own names, so it reads it as such. */
  @Test
  void postmanEnvironmentIsRecognisedByTheImport() throws IOException {
    String text =
        Files.readString(written("postman"))
            .replaceFirst(
                "\"values\" : \\[",
                "\"values\" : [{\"key\":\"CLIENT_SECRET\",\"value\":\"filled in\"},");

    assertThat(
            CredentialFile.read(
                    text.getBytes(StandardCharsets.UTF_8),
                    "file",
                    new Choice(1, null),
                    Clock.systemUTC())
                .settings())
        .containsEntry("adobe.ims.client-id", adobe.options().clientId())
        .containsEntry("adobe.ims.url", adobe.sandbox().url());
  }

  private Terminal terminal() {
    return Terminal.with(adobe.settings());
  }

  private Path written(String format) {
    Path file = folder.resolve("adobe." + format);
    assertThat(terminal().run("token", "--format", format, "--out", file.toString()))
        .satisfies(result -> assertThat(result.err()).isEmpty())
        .satisfies(result -> assertThat(result.out()).contains(file.toString(), "good until"));
    return file;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private static JsonNode json(Terminal.Result result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }
}
