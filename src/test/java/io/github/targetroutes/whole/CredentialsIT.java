package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.law.Canary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the file that Adobe hands out to a token that IMS takes, as a person goes. */
class CredentialsIT {

  private static final String CLIENT_SECRET = "p8e-canary+whole/secret=\\u00e4 #1";

  @TempDir Path folder;

  @Test
  void importedFileIsWhatTheProgramRunsWith() throws IOException {
    try (OuterSandbox sandbox =
        OuterSandbox.start(folder, options -> options.clientSecret(CLIENT_SECRET))) {
      Map<String, String> adobe = sandbox.settings();
      WorkFolder home = WorkFolder.in(folder);
      home.write(
          "config/application-own.properties", "adobe.ims.url=" + adobe.get("adobe.ims.url"));
      home.write(
          "download.json",
          """
          {"CLIENT_ID": "%s", "CLIENT_SECRETS": ["%s"], "SCOPES": ["openid", "target_sdk"]}
          """
              .formatted(adobe.get("adobe.ims.client-id"), CLIENT_SECRET.replace("\\", "\\\\")));
      Map<String, String> talkative = Map.of("log.level", "DEBUG");

      try (Program imports = home.run(talkative, "credentials", "import", "download.json");
          Program asks = after(imports, home, talkative)) {
        assertThat(imports.exitCode()).as(imports.toString()).isZero();
        assertThat(asks.exitCode()).as(asks.toString()).isZero();
        assertThat(asks.out()).contains("IMS takes this token");
        Canary canary = Canary.knowing(Map.of("client secret", CLIENT_SECRET));
        assertThat(canary.in("the output", imports + "" + asks)).isEmpty();
        Set<Path> may = Set.of(home.path("download.json"), home.path("config/secrets.properties"));
        assertThat(canary.inFiles(home.path(""), may::contains)).isEmpty();
      }
    }
  }

  private static Program after(Program imports, WorkFolder home, Map<String, String> settings) {
    imports.exitCode();
    return home.run(settings, "token", "validate", "--profile", "own");
  }
}
