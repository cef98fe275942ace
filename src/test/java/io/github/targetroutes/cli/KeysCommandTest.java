package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.Application;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the command made and said once, for the tests that only read it. */
  @TempDir static Path made;

  private static String said;

  @TempDir Path folder;

  @BeforeAll
  static void make() {
    said = run("keys", "--out", made.toString(), "--subject", "CN=x,O=Y").out();
  }

  /** Copies of what was made. */
  private void copied() throws IOException {
    for (String name : List.of("private.key", "secret.key", "certificate.pem")) {
      Files.copy(made.resolve(name), in(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  @Test
  void theFilesOfTheArticleAreMadeAndNamedAsTheConsoleWillShowThem() throws IOException {
    X509Certificate certificate = Certificates.read(made.resolve("certificate.pem"), null);
    PrivateKey pem = PrivateKeys.read(made.resolve("private.key"), null);
    assertThat(PrivateKeys.read(made.resolve("secret.key"), null)).isEqualTo(pem);
    assertThat(Certificates.matches(pem, certificate)).isTrue();
    assertThat(Files.readString(made.resolve("private.key")))
        .startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(mode(made.resolve("private.key"))).isEqualTo("rw-------");
    assertThat(mode(made.resolve("secret.key"))).isEqualTo("rw-------");
    assertThat(Certificates.subject(certificate)).isEqualTo("CN=x,O=Y");
    assertThat(said)
        .contains(made.resolve("private.key").toString(), made.resolve("secret.key").toString())
        .containsPattern("(?m)^SHA-1 +" + Certificates.sha1(certificate) + "$")
        .containsPattern("(?m)^SHA-256 +" + Certificates.sha256(certificate) + "$")
        .containsPattern("(?m)^expires +[0-9]{2}/[0-9]{2}/20[0-9]{2}$")
        .contains(
            "Next: upload " + made.resolve("certificate.pem") + " in Adobe Developer Console");
  }

  @Test
  void aKeyIsAsLongAndACertificateLastsAsLongAsItWasAskedFor() throws IOException {
    JsonNode json = json("keys", "--out", folder.toString(), "--days", "10", "--bits", "3072");

    X509Certificate certificate = Certificates.read(in("certificate.pem"), null);
    assertThat(
            Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(10));
    assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
        .isEqualTo(3072);
    assertThat(json.path("bits").asInt()).isEqualTo(3072);
    assertThat(json.path("sha1").asText()).isEqualTo(Certificates.sha1(certificate));
    assertThat(json.path("expires").asText()).isEqualTo(Certificates.expiry(certificate));
    assertThat(json.path("encrypted").asBoolean()).isFalse();
  }

  @Test
  void aPassphraseEncryptsBothKeyFiles() throws IOException {
    Path passphrase = Files.writeString(folder.resolve("pass"), "corréct horse\n");

    run("keys", "--out", folder.toString(), "--passphrase-file", passphrase.toString());

    char[] secret = "corréct horse".toCharArray();
    assertThat(Files.readString(in("private.key")))
        .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(PrivateKeys.read(in("secret.key"), secret))
        .isEqualTo(PrivateKeys.read(in("private.key"), secret));
  }

  @Test
  void nothingIsWrittenWhereOneOfTheFilesIsThere() throws IOException {
    Files.writeString(in("certificate.pem"), "old");

    Terminal.Result result = Terminal.with(Map.of()).run("keys", "--out", folder.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(in("certificate.pem") + " exists already and is never overwritten");
    assertThat(names()).containsExactly("certificate.pem");
    assertThat(in("certificate.pem")).hasContent("old");
  }

  @Test
  void keyAndCertificateOfOnePairAreFoundTogether() throws IOException {
    copied();

    Terminal.Result result =
        run("keys", "inspect", in("private.key").toString(), in("certificate.pem").toString());

    assertThat(result.out())
        .contains(
            "RSA 2048, PKCS#8 in PEM, not encrypted", "RSA 2048, X.509 in PEM", "(in 364 days)")
        .contains("The private key of " + in("private.key") + " and the certificate of ")
        .doesNotContain("warning");
  }

  @Test
  void aForeignCertificateEndsWithTheCodeOfRefusedCredentials() throws IOException {
    copied();
    Path foreign = certificate(365, Duration.ZERO);

    Terminal.Result result =
        Terminal.with(Map.of())
            .run("keys", "inspect", in("private.key").toString(), foreign.toString());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).contains("belongs to none of the others");
  }

  @Test
  void aCertificateNearItsEndIsWarnedOfAndOneBeyondIsRefused() {
    String near = certificate(20, Duration.ZERO).toString();
    assertThat(run("keys", "inspect", near).out())
        .contains("(in 19 days)", "warning             the certificate expires within 30 days");

    String over = certificate(20, Duration.ofDays(-25)).toString();
    Terminal.Result result = Terminal.with(Map.of()).run("keys", "inspect", over);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .contains("(expired 5 days ago)", "warning             the certificate");
  }

  @Test
  void aKeyThatOthersMayReadIsWarnedOf() throws IOException {
    copied();
    Files.setPosixFilePermissions(in("private.key"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run("keys", "inspect", in("private.key").toString()).out())
        .contains("other users may read this private key; chmod 600 it");
  }

  @Test
  void whatInspectSaysIsThereForProgramsToo() throws IOException {
    copied();

    JsonNode json =
        json("keys", "inspect", in("secret.key").toString(), in("certificate.pem").toString());

    assertThat(json.path("belong_together").asText()).isEqualTo("yes");
    assertThat(json.at("/files/0/items/0/form").asText()).isEqualTo("PKCS#8 in DER");
    assertThat(json.at("/files/0/items/0/bits").asInt()).isEqualTo(2048);
    assertThat(json.at("/files/0/items/0/encrypted").asBoolean()).isFalse();
    assertThat(json.at("/files/1/items/0/sha1").asText()).matches("[0-9a-f]{40}");
    assertThat(json.at("/files/1/items/0/days_left").asInt()).isEqualTo(364);
  }

  @Test
  void aConvertedKeyIsTheSameKeyAndItsOwnersAlone() throws IOException {
    copied();

    JsonNode json =
        json(
            "keys",
            "convert",
            in("private.key").toString(),
            "--to",
            "base64",
            "--out",
            in("key.b64").toString());

    assertThat(PrivateKeys.of(Files.readString(in("key.b64")), null))
        .isEqualTo(PrivateKeys.read(in("private.key"), null));
    assertThat(mode(in("key.b64"))).isEqualTo("rw-------");
    assertThat(json.path("form").asText()).isEqualTo("base64");
    assertThat(json.path("public_key_sha256").asText())
        .isEqualTo(Certificates.publicKeySha256(Certificates.read(in("certificate.pem"), null)));
  }

  /** Camel takes seconds to load, which these commands have no use for. */
  @Test
  void keysAreInspectedWithoutCamel() throws Exception {
    copied();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "keys",
                "inspect",
                in("private.key").toString())
            .redirectErrorStream(true)
            .start();

    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(log).contains("not encrypted");
    assertThat(log.contains("org.apache.camel.impl.DefaultCamelContext ")).isFalse();
    assertThat(log.contains("org.apache.camel.main.Main ")).isFalse();
  }

  private Path certificate(int days, Duration ahead) {
    Path file = in("made-" + days + ahead + ".pem");
    Clock clock = Clock.offset(Clock.systemUTC(), ahead);
    Certificates.writePem(Certificates.selfSigned(TestSandbox.KEYS, "CN=x", days, clock), file);
    return file;
  }

  private static JsonNode json(String... arguments) throws IOException {
    return JSON.readTree(
        run(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new)).out());
  }

  private static Terminal.Result run(String... arguments) {
    Terminal.Result result = Terminal.with(Map.of()).run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  private Path in(String name) {
    return folder.resolve(name);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
