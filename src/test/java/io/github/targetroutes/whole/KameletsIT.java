package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.routes.SandboxView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of somebody's own, with their routes and settings, and Camel Main. */
class KameletsIT {

  private static final Path EXAMPLES = Path.of("src/main/docs/kamelets");

  @TempDir private Path adobes;
  @TempDir private Path folder;

  @Test
  void camelMainRunsAKameletWithTheJarAlone() throws IOException {
    String secret = "p8e-a&b+c%d";
    try (TestSandbox adobe = TestSandbox.start(adobes, options -> options.clientSecret(secret))) {
      Files.createDirectories(folder.resolve("config"));
      Files.createDirectories(folder.resolve("routes"));
      Files.createDirectories(folder.resolve("camel"));
      Files.copy(
          EXAMPLES.resolve("adobe-target-list-source.camel.yaml"),
          folder.resolve("camel/offers.camel.yaml"));
      String kamelet = "camel.kamelet.adobe-target-list-source.";
      Files.writeString(
          folder.resolve("application.properties"),
          Files.readString(EXAMPLES.resolve("application.properties"))
                  .replace(kamelet + "clientId={{adobe.client-id}}", "")
              + String.join(
                  "\n",
                  "camel.main.routes-include-pattern=file:camel/*.camel.yaml",
                  kamelet + "imsUrl=" + adobe.sandbox().url(),
                  kamelet + "adminUrl=" + adobe.sandbox().url(),
                  ""));
      Map<String, String> environment =
          Map.of(
              "ADOBE_SECRET",
              secret,
              "CAMEL_KAMELET_ADOBE_TARGET_LIST_SOURCE_CLIENT_ID",
              adobe.options().clientId());
      try (Program camel = Program.camelMain(folder, environment)) {
        camel.until(
            "took the list", () -> new SandboxView(adobe.sandbox()).calls("offers.list") > 0);
        camel.terminate();
        camel.exitCode();
        assertThat(camel.toString()).doesNotContain(secret);
      }
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("config", "routes", "camel", "application.properties");
      }
    }
  }
}
