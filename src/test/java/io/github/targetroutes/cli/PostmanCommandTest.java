package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostmanCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

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

  private Terminal.Result run(Terminal terminal, String... arguments) {
    List<String> all = new ArrayList<>(List.of("postman", "--out", folder.toString()));
    all.addAll(List.of(arguments));
    return terminal.run(all.toArray(String[]::new));
  }

  private JsonNode written(String name) {
    try {
      return JSON.readTree(folder.resolve(name).toFile());
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private JsonNode collection() {
    return written("target-routes.postman_collection.json");
  }

  private JsonNode environment() {
    return written("target-routes-prod.postman_environment.json");
  }

  private JsonNode value(String key) {
    return StreamSupport.stream(environment().path("values").spliterator(), false)
        .filter(value -> value.path("key").asText().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Terminal terminal() {
    return Terminal.with(adobe.settings()).set("adobe.ims.grant", "jwt");
  }

  @Test
  void everyOperationOfTheTableIsThereOnce() throws IOException {
    Terminal.Result result = run(terminal());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();

    JsonNode operations = JSON.readTree(terminal().run("call", "--list", "--json").out());
    List<String> names = new ArrayList<>();
    collection()
        .path("item")
        .forEach(f -> f.path("item").forEach(request -> names.add(request.path("name").asText())));
    assertThat(names).doesNotHaveDuplicates().containsAll(operations.findValuesAsText("name"));
    assertThat(names).hasSize(operations.size() + 3);
    assertThat(collection().path("item").findValuesAsText("name"))
        .contains("ims", "offers", "designs", "clean-up");
  }

  @Test
  void aRequestHasItsMediaTypesAndItsVariables() {
    run(terminal());

    JsonNode request = request("update-content-offer");
    assertThat(request.path("method").asText()).isEqualTo("PUT");
    assertThat(request.at("/url/raw").asText())
        .isEqualTo("{{TARGET_URL}}/{{TENANT}}/target/offers/content/:id");
    assertThat(request.at("/url/variable/0").toString())
        .isEqualTo("{\"key\":\"id\",\"value\":\"{{contentOfferId}}\"}");
    assertThat(request.path("header").toString())
        .contains("\"Accept\",\"value\":\"application/vnd.adobe.target.v2+json\"")
        .contains("\"Content-Type\",\"value\":\"application/vnd.adobe.target.v2+json\"");
    assertThat(request("list-audiences").at("/url/query").findValuesAsText("key"))
        .contains("limit", "offset", "sortBy", "workspace");
  }

  private JsonNode request(String name) {
    return StreamSupport.stream(collection().path("item").spliterator(), false)
        .flatMap(item -> StreamSupport.stream(item.path("item").spliterator(), false))
        .filter(item -> item.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .path("request");
  }

  @Test
  void secretsAreInTheEnvironmentAloneForItsOwnerAlone() throws IOException {
    run(terminal());

    String secret = adobe.options().clientSecret();
    assertThat(collection().toString()).doesNotContain(secret).doesNotContain("eyJ");
    assertThat(value("CLIENT_SECRET").path("value").asText()).isEqualTo(secret);
    for (String name : List.of("CLIENT_SECRET", "JWT_TOKEN", "ACCESS_TOKEN")) {
      assertThat(value(name).path("type").asText()).as(name).isEqualTo("secret");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(
                    folder.resolve("target-routes-prod.postman_environment.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void withoutSecretsThereAreNone() {
    Terminal.Result result =
        run(terminal().set("adobe.ims.client-secret", ""), "--without-secrets");

    assertThat(result.exitCode()).isZero();
    for (String name : List.of("CLIENT_SECRET", "JWT_TOKEN", "ACCESS_TOKEN")) {
      assertThat(value(name).path("value").asText()).as(name).isEmpty();
      assertThat(value(name).path("type").asText()).as(name).isEqualTo("secret");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 300", "60, 60", "86400, 86400"})
  void theJwtLivesAsLongAsIsSaid(String lifetime, long seconds) throws IOException {
    Terminal.Result result =
        lifetime.isEmpty()
            ? run(terminal(), "--json")
            : run(terminal(), "--json", "--jwt-lifetime", lifetime);

    String[] jwt = value("JWT_TOKEN").path("value").asText().split("\\.");
    long end = JSON.readTree(Base64.getUrlDecoder().decode(jwt[1])).path("exp").asLong();
    assertThat(end - Instant.now().getEpochSecond()).isBetween(seconds - 60, seconds);
    assertThat(Instant.parse(JSON.readTree(result.out()).path("jwtEndsAt").asText()))
        .isEqualTo(Instant.ofEpochSecond(end));
  }

  @Test
  void withTheGrantOauthNothingIsSigned() {
    run(terminal().set("adobe.ims.grant", "oauth").set("adobe.ims.private-key", ""), new String[0]);

    assertThat(value("GRANT").path("value").asText()).isEqualTo("oauth");
    assertThat(value("JWT_TOKEN").path("value").asText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jwt-lifetime 86401 | | adobe.ims.jwt-lifetime is out of range",
        "--jwt-lifetime soon | | adobe.ims.jwt-lifetime is no duration",
        "--jwt-lifetime 60 | adobe.ims.grant=oauth | --jwt-lifetime is for the grant jwt",
        "--without-secrets | adobe.ims.client-id= | adobe.ims.client-id is not set",
        "--json | adobe.ims.client-secret= | leave secrets out with --without-secrets",
        "--json | adobe.ims.private-key=/nowhere/private.key | /nowhere/private.key",
        "--out /nowhere | | There is no folder for /nowhere/target-routes.postman_collection.json",
        "--nonsense | | Unknown option: '--nonsense'",
        "too much | | Unmatched arguments"
      })
  void whatIsWrongIsToldInOneSentenceAndNothingIsWritten(
      String arguments, String setting, String sentence) {
    Terminal terminal = terminal();
    if (setting != null) {
      Map.Entry<String, String> one =
          Map.entry(setting.split("=")[0], setting.replaceFirst("[^=]*=", ""));
      terminal.set(one.getKey(), one.getValue());
    }

    Terminal.Result result =
        arguments.startsWith("--out")
            ? terminal.run(("postman " + arguments).split(" "))
            : run(terminal, arguments.split(" "));

    assertThat(result.err().lines()).singleElement().asString().contains(sentence);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(folder.toFile().list()).isEmpty();
  }
}
