package io.github.targetroutes.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

  private static final String SECRET = "p8e+Größe/~secret?>";
  private final Canary canary = Canary.knowing(Map.of("client secret", SECRET));

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc"})
  void theSecretIsSeenInEachSpellingAndNotShown(String before) {
    byte[] bytes = (before + SECRET + before).getBytes(UTF_8);

    assertThat(canary.in("the log", before + SECRET)).hasSize(1);
    assertThat(canary.in("the log", URLEncoder.encode(before + SECRET, UTF_8))).hasSize(1);
    assertThat(canary.in("the log", Base64.getUrlEncoder().encodeToString(bytes))).hasSize(1);
    assertThat(canary.in("the log", Base64.getEncoder().encodeToString(bytes)))
        .singleElement()
        .asString()
        .matches("client secret \\(base64\\) in the log at byte \\d+");
  }

  @Test
  void whatHoldsNoSecretIsQuiet() {
    assertThat(canary.in("the log", "p8e and secret, and client secret")).isEmpty();
  }

  @Test
  void filesAreLookedThroughByteByByteSaveThoseThatMayHoldIt(@TempDir Path folder)
      throws IOException {
    Path key = Files.writeString(folder.resolve("key"), SECRET);
    Path deep = Files.createDirectories(folder.resolve("a/b")).resolve("state.db");
    Files.write(deep, ("\0\1" + SECRET).getBytes(UTF_8));

    assertThat(canary.inFiles(folder, key::equals))
        .containsExactly("client secret in " + deep + " at byte 2");
  }

  @Test
  void aFileNameGivesASecretAwayToo(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("canary-in-a-name"));

    assertThat(Canary.knowing(Map.of("token", "canary-in-a-name")).inFiles(folder, f -> false))
        .hasSize(1);
  }

  @Test
  void aKeyIsLookedForLineByLine() {
    String pem =
        """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASC
        AgEAAoIBAQC7VJTUt9Us8cKjMzEfYyji
        -----END PRIVATE KEY-----
        """;
    Canary keys = Canary.knowing(Map.of("key", pem));

    assertThat(keys.in("x", "AgEAAoIBAQC7VJTUt9Us8cKjMzEfYyji")).hasSize(1);
    assertThat(keys.in("x", "-----BEGIN PRIVATE KEY-----***")).isEmpty();
  }

  @Test
  void aSecretTooShortToBeToldFromChanceIsRefused() {
    assertThatThrownBy(() -> Canary.knowing(Map.of("pin", "1234")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pin is too short to be looked for");
  }
}
