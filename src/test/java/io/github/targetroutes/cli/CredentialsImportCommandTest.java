package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.PrivateKeys;
import io.github.targetroutes.law.Canary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsImportCommandTest {

  private static final Path SAMPLES = Path.of("src/test/resources/credentials");
  private static final String KEY =
      Base64.getEncoder().encodeToString(TestSandbox.KEYS.getPrivate().getEncoded());

  @TempDir Path folder;
  private Path secrets;
  private Path key;

  @BeforeEach
  void name() {
    secrets = folder.resolve("config/secrets.properties");
    key = folder.resolve("config/adobe-private.key");
  }

  @Test
  void whatWasRecognisedWrittenAndIsMissingIsTold() {
    Terminal.Result result = run(sample("oauth.json"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("Recognised an OAuth server-to-server credential")
        .containsPattern("adobe.ims.client-id +c0ffee00c0ffee00c0ffee00c0ffee00")
        .containsPattern("adobe.ims.client-secret +\\*\\*\\*0001")
        .containsPattern("(?s)missing.*adobe.target.tenant .*adobe.target.client-code ");
    assertThat(settings()).containsEntry("adobe.ims.grant", "oauth").hasSize(6);
  }

  /** A credential that Adobe has ended is not taken over in silence. */
  @Test
  void endOfJwtIsToldWhereAServiceAccountIsTakenOver() {
    Terminal.Result result = run(sample("service-account.json"), "--json");

    JsonNode json = json(result);
    assertThat(json.path("notes").toString()).contains("which Adobe has ended", "certificate");
    assertThat(json.path("missing").toString())
        .isEqualTo(
            "[\"adobe.ims.private-key\",\"adobe.target.tenant\",\"adobe.target.client-code\"]");
  }

  @Test
  void bothFilesAreForTheirOwnerAloneAndTheKeyIsNamed() throws IOException {
    assertThat(run(withKey("aio-jwt.properties")).exitCode()).isZero();

    assertThat(settings()).containsEntry("adobe.ims.private-key", key.toString());
    assertThat(PrivateKeys.read(key, null)).isEqualTo(TestSandbox.KEYS.getPrivate());
    for (Path file : List.of(secrets, key)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(names()).containsExactly("adobe-private.key", "secrets.properties");
  }

  @Test
  void whatIsThereAndNotInTheFileStays() throws IOException {
    Files.createDirectories(secrets.getParent());
    Files.writeString(
        secrets, "# mine\nadobe.target.tenant=acme\nadobe.ims.client-id=\nops.once=true\n");

    Terminal.Result result = run(sample("oauth.json"));

    assertThat(Files.readString(secrets))
        .startsWith(
            "# mine\nadobe.target.tenant=acme\n"
                + "adobe.ims.client-id=c0ffee00c0ffee00c0ffee00c0ffee00\nops.once=true\n");
    assertThat(result.out()).doesNotContain("adobe.target.tenant");
  }

  @Test
  void anotherValueIsChangedByForceOnly() throws IOException {
    run(withKey("postman-jwt.json"));
    String before = Files.readString(secrets);

    Terminal.Result refused = run(sample("oauth.json"));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .contains(
            "other values for adobe.ims.client-id, adobe.ims.client-secret, adobe.ims.grant;",
            "--force");
    assertThat(Files.readString(secrets)).isEqualTo(before);

    assertThat(run(sample("oauth.json"), "--force").exitCode()).isZero();
    assertThat(settings()).containsEntry("adobe.ims.grant", "oauth");
  }

  @Test
  void anotherKeyIsReplacedByForceOnly() throws IOException {
    Files.createDirectories(key.getParent());
    Files.writeString(key, "another key");

    assertThat(run(withKey("postman-jwt.json")).err()).contains("holds another key", "--force");
    assertThat(key).hasContent("another key");
    assertThat(secrets).doesNotExist();

    assertThat(run(withKey("postman-jwt.json"), "--force").exitCode()).isZero();
    assertThat(PrivateKeys.read(key, null)).isEqualTo(TestSandbox.KEYS.getPrivate());
  }

  @Test
  void secondImportChangesNothing() throws IOException {
    run(withKey("aio-jwt.properties"));
    byte[] before = Files.readAllBytes(secrets);

    Terminal.Result again = run(withKey("aio-jwt.properties"));

    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("stands in " + secrets + " already");
    assertThat(secrets).hasBinaryContent(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b\\nc", "Grüße 漢字 \uD83D\uDD11", "#!:= \\\\u00e4", "x\\ty\\\\"})
  void valuesOfAnyCharactersAreReadBack(String secretInJson) throws IOException {
    String json = "{\"CLIENT_ID\":\"c\",\"CLIENT_SECRETS\":[\"" + secretInJson + "\"]}";

    assertThat(Terminal.with(Map.of()).typing(json).run(arguments("-")).exitCode()).isZero();

    assertThat(settings())
        .containsEntry(
            "adobe.ims.client-secret",
            new ObjectMapper().readTree(json).at("/CLIENT_SECRETS/0").asText());
  }

  @Test
  void whoOverridesWhatWasWrittenIsTold() {
    Terminal terminal = Terminal.with(Map.of("adobe.ims.client-id", "other"));

    assertThat(terminal.run(arguments(sample("oauth.json").toString())).out())
        .contains("-Dadobe.ims.client-id overrides adobe.ims.client-id");
  }

  @ParameterizedTest
  @CsvSource({
    "gone.json, There is no file",
    "'', is a folder",
    "cut.json, 'breaks off or is damaged at line 2'",
    "big.json, is larger than 1 MiB",
    "other.json, 'holds JSON with the fields installed; expected'",
    "key.json, PRIVATE_KEY in"
  })
  void badInputIsToldInOneSentenceAndWritesNothing(String name, String words) throws IOException {
    Files.writeString(folder.resolve("cut.json"), "{\n\"CLIENT_SECRETS\": [\"p8e-");
    Files.writeString(folder.resolve("big.json"), "{" + " ".repeat(1 << 20) + "}");
    Files.writeString(folder.resolve("other.json"), "{\"installed\":{}}");
    Files.writeString(
        folder.resolve("key.json"),
        "{\"API_KEY\":\"x\",\"CLIENT_SECRET\":\"y\",\"PRIVATE_KEY\":\"-----BEGIN KEY\"}");

    Terminal.Result result = run(folder.resolve(name));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains(words);
    assertThat(folder.resolve("config")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file/secrets.properties", "config"})
  void whereNothingCanBeWrittenNothingIsLeft(String to) throws IOException {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("file"), "a file where a folder must be");

    Terminal.Result result =
        Terminal.with(Map.of())
            .run(
                "credentials",
                "import",
                sample("oauth.json").toString(),
                "--to",
                folder.resolve(to).toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(to);
    assertThat(folder.resolve("config")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauth.json", "postman-jwt.json", "aio-jwt.properties", "project.json"})
  void secretsAreInTheTwoFilesAlone(String name) throws IOException {
    Path file = withKey(name);
    Map<String, String> known = new LinkedHashMap<>(Map.of("key", KEY));
    Pattern.compile("p8e-[\\w-]+|made-up-\\w+-token-\\d+")
        .matcher(Files.readString(file))
        .results()
        .forEach(secret -> known.put(secret.group(), secret.group()));
    Canary canary = Canary.knowing(known);

    for (String[] options : new String[][] {{}, {"--json"}, {"--secret", "9"}, {"--force"}}) {
      Terminal.Result result = run(file, options);
      assertThat(canary.in("stdout", result.out())).isEmpty();
      assertThat(canary.in("stderr", result.err())).isEmpty();
    }
    assertThat(canary.inFiles(folder, f -> f.equals(secrets) || f.equals(key) || f.equals(file)))
        .isEmpty();
  }

  private Terminal.Result run(Path file, String... options) {
    String[] arguments = arguments(file.toString());
    return Terminal.with(Map.of())
        .run(Stream.of(arguments, options).flatMap(Stream::of).toArray(String[]::new));
  }

  private String[] arguments(String file) {
    return new String[] {"credentials", "import", file, "--to", secrets.toString()};
  }

  private static Path sample(String name) {
    return SAMPLES.resolve(name);
  }

  private Path withKey(String name) {
    try {
      String text = Files.readString(sample(name)).replace("@KEY@", KEY);
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    try (var file = Files.newInputStream(secrets)) {
      settings.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(secrets.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static JsonNode json(Terminal.Result result) {
    try {
      return new ObjectMapper().readTree(result.out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
