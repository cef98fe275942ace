package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.routes.SandboxView;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The collection as Newman, Postman's own runner, runs it. Newman comes from npm into {@code
 * target/newman}; where there is no npm, or it reaches no registry, this is skipped.
 */
class NewmanTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "6.2.1";
  private static final Path HOME = Path.of("target/newman").toAbsolutePath();
  private static final Path NEWMAN = HOME.resolve("node_modules/newman/bin/newman.js");

  @TempDir Path folder;
  private TestSandbox adobe;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(installed("node") && installed("npm"), "node and npm are not installed");
    if (!Files.exists(NEWMAN)) {
      Files.createDirectories(HOME);
      int exitCode =
          run(
              HOME,
              "npm",
              "install",
              "--prefix",
              HOME.toString(),
              "--no-audit",
              "--no-fund",
              "--loglevel=error",
              "newman@" + VERSION);
      assumeTrue(exitCode == 0, "npm could not install newman@" + VERSION);
    }
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private static int run(Path where, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(where.resolve("output.txt").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @BeforeEach
  void start() {
    adobe = TestSandbox.start(folder.resolve("adobe"));
  }

  @AfterEach
  void stop() {
    adobe.close();
  }

  private static final class Run {
    private final List<String> sent = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
  }

  private Run newman(String grant, String... options) throws Exception {
    Terminal.Result written =
        Terminal.with(adobe.settings())
            .set("adobe.ims.grant", grant)
            .set("adobe.target.calls-per-minute", "1000000")
            .run("postman", "--out", folder.toString());
    assertThat(written.err()).isEmpty();
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                NEWMAN.toString(),
                "run",
                "target-routes.postman_collection.json",
                "--environment",
                "target-routes-prod.postman_environment.json",
                "--reporters",
                "json",
                "--reporter-json-export",
                "report.json"));
    command.addAll(List.of(options));
    run(folder, command.toArray(String[]::new));
    return report();
  }

  private List<String> all() throws IOException {
    Path collection = folder.resolve("target-routes.postman_collection.json");
    List<String> names = new ArrayList<>();
    for (JsonNode group : JSON.readTree(collection.toFile()).path("item")) {
      group.path("item").forEach(request -> names.add(request.path("name").asText()));
    }
    return names;
  }

  private Run report() throws IOException {
    JsonNode run = JSON.readTree(folder.resolve("report.json").toFile()).path("run");
    Run result = new Run();
    for (JsonNode one : run.path("executions")) {
      result.sent.add(one.at("/item/name").asText());
    }
    run.path("failures")
        .forEach(
            one ->
                result.failures.add(
                    one.at("/source/name").asText() + ": " + one.at("/error/message").asText()));
    return result;
  }

  @Test
  void theWholeCollectionRunsFromTopToBottom() throws Exception {
    SandboxView sandbox = new SandboxView(adobe.sandbox());
    int activities = sandbox.state().path("activities").asInt();

    Run run = newman("jwt");

    assertThat(run.failures).isEmpty();
    Set<String> skipped = new TreeSet<>(all());
    run.sent.forEach(skipped::remove);
    assertThat(skipped).containsExactly("get-oauth-token", "get-profile-by-ecid");
    assertThat(sandbox.state().path("activities").asInt()).isEqualTo(activities);
    assertThat(sandbox.state().path("offers").asInt()).isZero();
    assertThat(sandbox.tokens()).isEqualTo(1);
  }

  @Test
  void aTokenIsFetchedWhenThereIsNoneAndByTheGrantOauthToo() throws Exception {
    Run run = newman("oauth", "--folder", "offers");

    assertThat(run.failures).isEmpty();
    assertThat(new SandboxView(adobe.sandbox()).tokens()).isEqualTo(1);
  }

  @Test
  void aTokenNearItsEndIsRenewed() throws Exception {
    String claims =
        "{\"created_at\":\"%d\",\"expires_in\":\"86400000\"}"
            .formatted(System.currentTimeMillis() - 86_400_000 + 30_000);
    String old =
        "e30."
            + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".x";

    Run run = newman("jwt", "--folder", "audiences", "--env-var", "ACCESS_TOKEN=" + old);

    assertThat(run.failures).isEmpty();
    assertThat(new SandboxView(adobe.sandbox()).tokens()).isEqualTo(1);
  }

  @Test
  void whatWouldHurtOthersIsPassedOverUnlessItIsConfirmed() throws Exception {
    Run run =
        newman(
            "jwt", "--folder", "authentication", "--folder", "settings", "--env-var", "CONFIRM=");
    assertThat(run.failures).isEmpty();
    assertThat(run.sent)
        .contains("get-client-settings", "get-ip-filters")
        .allMatch(name -> name.matches("get-.*|list-.*"));

    Run confirmed =
        newman(
            "jwt",
            "--folder",
            "authentication",
            "--env-var",
            "CONFIRM=create-authentication-token");
    assertThat(confirmed.sent).containsOnly("create-authentication-token");
  }

  @Test
  void aRefusalIsAFailureWithAdobesWords() throws Exception {
    Run run = newman("jwt", "--folder", "audiences", "--env-var", "TENANT=nobody");

    assertThat(run.failures).isNotEmpty().allMatch(failure -> failure.contains("403"));
    assertThat(run.failures.stream().collect(Collectors.joining())).contains("tenant");
  }
}
