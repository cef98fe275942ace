package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.cli.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands write, openssl reads; what openssl writes, the commands read. */
class KeyFormsOpenSslTest {

  @TempDir Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void keyToConvert() throws IOException {
    openssl = new OpenSsl(folder);
    Files.writeString(folder.resolve("key.pem"), Keys.pem());
    Files.writeString(folder.resolve("cert.pem"), Keys.certificatePem());
    Files.writeString(folder.resolve("pass"), "right-horse-7\n");
  }

  @ParameterizedTest
  @CsvSource({
    "pkcs1, rsa -in made -check -noout, RSA key ok",
    "pkcs8, pkey -in made -check -noout, Key is valid",
    "der, pkey -inform DER -in made -check -noout, Key is valid",
    "base64, base64 -d -A -in made -out der, ''"
  })
  void opensslReadsEveryPlainForm(String form, String command, String answer) throws IOException {
    convert("key.pem", form);

    assertThat(openssl.run("openssl " + command)).contains(answer);
    assertThat(Files.readString(folder.resolve("made"), StandardCharsets.ISO_8859_1))
        .doesNotContain("ENCRYPTED");
  }

  @Test
  void theBase64FormIsTheDerFormInOneLine() throws IOException {
    convert("key.pem", "base64");
    openssl.run("openssl base64 -d -A -in made -out der");

    assertThat(Files.readAllLines(folder.resolve("made"))).hasSize(1);
    assertThat(folder.resolve("der")).hasBinaryContent(Keys.PAIR.getPrivate().getEncoded());
  }

  @ParameterizedTest
  @CsvSource({"pkcs8, PEM", "der, DER"})
  void opensslReadsEveryEncryptedForm(String form, String inform) {
    convert("key.pem", form, "--out-passphrase-file", "pass");

    assertThat(
            openssl.run(
                "openssl pkey -in made -passin pass:right-horse-7 -check -noout -inform " + inform))
        .contains("Key is valid");
  }

  @Test
  void opensslReadsTheStore() {
    convert("key.pem", "pkcs12", "--certificate", "cert.pem", "--out-passphrase-file", "pass");

    String text = openssl.run("openssl pkcs12 -in made -nodes -passin pass:right-horse-7");

    assertThat(text).contains("friendlyName: adobe", "BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa -in key.pem -traditional",
        "rsa -in key.pem -traditional -aes256",
        "pkcs8 -topk8 -in key.pem -nocrypt -outform DER",
        "pkcs8 -topk8 -in key.pem",
        "pkcs8 -topk8 -in key.pem -scrypt",
        "pkcs12 -export -inkey key.pem -in cert.pem"
      })
  void whatOpensslWritesIsConvertedBackToTheSameKey(String command) throws IOException {
    openssl.run("openssl " + command + " -out theirs -passout pass:right-horse-7");

    convert("theirs", "der", "--passphrase-file", "pass");

    assertThat(folder.resolve("made")).hasBinaryContent(Keys.PAIR.getPrivate().getEncoded());
  }

  @Test
  void aStoreOfOpensslIsConvertedWithTheCertificateThatItHolds() {
    openssl.run(
        "openssl pkcs12 -export -inkey key.pem -in cert.pem -out theirs -passout"
            + " pass:right-horse-7");

    convert("theirs", "pkcs12", "--passphrase-file", "pass", "--out-passphrase-file", "pass");

    assertThat(Certificates.read(folder.resolve("made"), "right-horse-7".toCharArray()))
        .isEqualTo(Keys.CERTIFICATE);
  }

  @Test
  void opensslTakesTheFilesOfANewPair() {
    run("keys", "--out", folder.toString(), "--subject", "CN=x,O=Example", "--days", "10");

    assertThat(openssl.run("openssl pkey -in private.key -check -noout")).contains("Key is valid");
    openssl.run("openssl pkey -in private.key -outform DER -pubout -out one");
    openssl.run("openssl pkey -inform DER -in secret.key -outform DER -pubout -out other");
    assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("other"));
    assertThat(openssl.run("openssl x509 -in certificate.pem -noout -subject"))
        .contains("CN = x", "O = Example");
    assertThat(openssl.run("openssl verify -check_ss_sig -CAfile certificate.pem certificate.pem"))
        .contains("OK");
  }

  private void convert(String from, String form, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("keys", "convert", in(from), "--to", form, "--out", in("made")));
    for (String option : options) {
      arguments.add(option.startsWith("--") ? option : in(option));
    }
    run(arguments.toArray(String[]::new));
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private static void run(String... arguments) {
    Terminal.Result result = Terminal.with(Map.of()).run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }
}
