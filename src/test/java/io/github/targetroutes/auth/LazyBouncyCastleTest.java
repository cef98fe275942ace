package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building Bouncy Castle's provider may take a second, which no start with a plain key pays. */
class LazyBouncyCastleTest {

  @TempDir Path folder;

  @Test
  void aPlainKeySignsWithoutBouncyCastlesProvider() throws Exception {
    Path key = folder.resolve("private.key");
    PrivateKeys.writePem(Keys.PAIR.getPrivate(), key);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Sign.class.getName(),
                key.toString())
            .redirectErrorStream(true)
            .start();

    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(log.contains("com.nimbusds.jose.crypto.RSASSASigner ")).isTrue();
    assertThat(log.contains("org.bouncycastle.jce.provider.BouncyCastleProvider ")).isFalse();
  }

  static final class Sign {

    private Sign() {}

    public static void main(String[] arguments) {
      JwsDataFormat jws = new JwsDataFormat();
      jws.setPrivateKey(arguments[0]);
      jws.sign(Map.of("exp", 1488883332L));
    }
  }
}
