package io.github.targetroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.EncryptedKey;
import io.github.targetroutes.TestKeys;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with what a command is given: one sentence, its exit code, and no new file. */
class KeysFaultsTest {

  private static final X509Certificate OTHER =
      Certificates.selfSigned(TestKeys.OTHER, "CN=x", 9, Clock.systemUTC());

  @TempDir static Path folder;

  @BeforeAll
  static void files() throws IOException {
    PrivateKeys.writePem(TestSandbox.KEYS.getPrivate(), folder.resolve("private.key"));
    Certificates.writePem(TestSandbox.CERTIFICATE, folder.resolve("certificate.pem"));
    Certificates.writePem(OTHER, folder.resolve("other.pem"));
    EncryptedKey.write(
        folder.resolve("locked.key"), TestSandbox.KEYS.getPrivate(), "correct horse");
    Files.writeString(folder.resolve("notes.txt"), "hello");
    Files.writeString(folder.resolve("empty"), "");
    Files.writeString(folder.resolve("pass"), "incorrect horse\n");
    Files.writeString(folder.resolve("umlaut"), "hürse\n");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    Files.write(folder.resolve("big"), new byte[2_000_000]);
    Files.createDirectory(folder.resolve("dir"));
  }

  /** {@code @name} is a file of the folder; the output of convert is {@code @new}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keys --out @dir --bits 1024|2|--bits is 1024, but a key has 2048, 3072 or 4096 bits",
        "keys --out @dir --bits many|2|Invalid value for option '--bits': 'many' is not an int",
        "keys --out @dir --days 0|2|can't be valid for 0 days; choose 1 to 3653",
        "keys --out @dir --days 9999|2|can't be valid for 9999 days",
        "keys --out @dir --subject nonsense|2|\"nonsense\" is no distinguished name; write it as",
        "keys --out @notes.txt|2|private.key can't be written (",
        "keys --out @.|2|private.key exists already and is never overwritten",
        "keys --out @dir --passphrase-file @gone|2|There is no file",
        "keys --out @dir --passphrase-file @dir|2|holds no text in UTF-8 that could be read",
        "keys --out @dir --passphrase-file @binary|2|holds no text in UTF-8 that could be read",
        "keys --out @dir --passphrase-file @big|2|is larger than 64 KiB",
        "keys --out @dir --passphrase-file @empty|2|The passphrase is empty; give one, or leave",
        "keys --out @dir --passphrase-env NOT_SET|2|that --passphrase-env names is not set",
        "keys --out @dir --passphrase-env X --passphrase-file @pass|2|but several places are given",
        "keys --out @dir --passphrase|2|There is no terminal to ask for the passphrase on",
        "keys --out @dir --passphrase hunter2|2|is never given on the command line",
        "keys --out @dir --passphrase=hunter2|2|is never given on the command line",
        "keys --nonsense|2|Unknown option: '--nonsense'",
        "keys inspect|2|Missing required parameter: 'FILE'",
        "keys inspect @gone|2|There is no file",
        "keys inspect @dir|2|is a folder; name the file in it",
        "keys inspect @empty|2|is empty; put the key or certificate into it",
        "keys inspect @notes.txt|2|holds no private key in any known form",
        "keys inspect @locked.key --passphrase-file @pass|2|isn't opened by the given passphrase",
        "keys convert @private.key --to pem --out @new|2|'pem' is no form of a key; choose pkcs1",
        "keys convert @private.key --out @new|2|Missing required option: '--to=FORM'",
        "keys convert @private.key --to der|2|Missing required option: '--out=FILE'",
        "keys convert @gone --to der --out @new|2|There is no file",
        "keys convert @certificate.pem --to der --out @new|2|holds a certificate, not a private"
            + " key",
        "keys convert @notes.txt --to der --out @new|2|holds no private key in any known form",
        "keys convert @private.key --to der --out @notes.txt|2|exists already and is never",
        "keys convert @private.key --to der --out @notes.txt/new|2|new can't be written (",
        "keys convert @locked.key --to der --out @new|2|is given; add --passphrase,",
        "keys convert @locked.key --to der --out @new --passphrase-file @pass|2|isn't opened by",
        "keys convert @private.key --to pkcs1 --out @new --out-passphrase-file @pass|2|take pkcs8",
        "keys convert @private.key --to pkcs12 --out @new --out-passphrase-file @pass|2"
            + "|together with its certificate",
        "keys convert @private.key --to pkcs12 --out @new --certificate @certificate.pem|2"
            + "|always encrypted; give it a passphrase",
        "keys convert @private.key --to pkcs12 --out @new --certificate @notes.txt|2"
            + "|holds no certificate",
        "keys convert @private.key --to pkcs12 --out @new --certificate @certificate.pem"
            + " --out-passphrase-file @umlaut|2|must have ASCII characters only",
        "keys convert @private.key --to pkcs12 --out @new --certificate @other.pem"
            + " --out-passphrase-file @pass|3|doesn't belong to the certificate",
        "jwt --decode @@gone|2|There is no file",
        "jwt --decode @@empty|2|There is no token in what was given",
        "jwt --decode @@big|2|is larger than 1 MiB, so it is no token",
        "jwt --decode @@dir|2|is a folder",
        "jwt --decode @@notes.txt|2|This is no JWT, for it has 1 part instead of three",
        "jwt --decode a.b.c --verify @gone|2|There is no file",
        "jwt --decode a.b.c --verify @private.key|2|holds no certificate, but a private key",
      })
  void oneSentenceSaysWhatIsWrong(String command, int exitCode, String sentence)
      throws IOException {
    List<String> before = names();

    Terminal.Result result = Terminal.with(Map.of()).run(words(command));

    assertThat(result.err().lines()).singleElement().asString().startsWith("target-routes: ");
    assertThat(result.err()).contains(sentence).doesNotContain("hunter2", "horse", "hürse");
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(names()).isEqualTo(before);
  }

  private String[] words(String command) {
    return Stream.of(command.split(" "))
        .map(word -> word.replaceFirst("^(@?)@", "$1" + folder + "/"))
        .toArray(String[]::new);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
