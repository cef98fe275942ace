package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysOpenSslTest {

  private static final String PASSWORD = "pass:corréct";
  private static final char[] PASSPHRASE = "corréct".toCharArray();

  @TempDir Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void keyToConvert() throws IOException {
    openssl = new OpenSsl(folder);
    Files.writeString(folder.resolve("key.pem"), Keys.pem());
    Files.writeString(folder.resolve("cert.pem"), Keys.certificatePem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkey -in key.pem",
        "pkey -in key.pem -text",
        "rsa -in key.pem -traditional",
        "rsa -in key.pem -traditional -outform DER",
        "pkcs8 -topk8 -inform PEM -outform DER -in key.pem -nocrypt",
        "pkcs8 -topk8 -inform PEM -outform PEM -in key.pem -nocrypt",
      })
  void everyPlainFormIsRead(String command) {
    openssl.run("openssl " + command + " -out made");

    assertSameKey(PrivateKeys.read(folder.resolve("made"), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs8 -topk8 -in key.pem",
        "pkcs8 -topk8 -in key.pem -outform DER",
        "pkcs8 -topk8 -in key.pem -v2 aes-256-cbc -v2prf hmacWithSHA512",
        "pkcs8 -topk8 -in key.pem -v2 aes-128-cbc -v2prf hmacWithSHA1",
        "pkcs8 -topk8 -in key.pem -v2 des3",
        "pkcs8 -topk8 -in key.pem -v2 camellia-256-cbc",
        "pkcs8 -topk8 -in key.pem -scrypt",
        "pkcs8 -topk8 -in key.pem -v1 PBE-SHA1-3DES",
        "rsa -in key.pem -traditional -aes256",
        "rsa -in key.pem -traditional -aes128",
        "rsa -in key.pem -traditional -des3",
      })
  void everyEncryptedFormIsReadAndAWrongPassphraseIsToldFromAMissingOne(String command) {
    openssl.run("openssl " + command + " -out made -passout " + PASSWORD);
    Path made = folder.resolve("made");

    assertSameKey(PrivateKeys.read(made, PASSPHRASE));
    assertThatThrownBy(() -> PrivateKeys.read(made, "wrong".toCharArray()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            made
                + " isn't opened by the given passphrase; correct"
                + " adobe.ims.private-key-passphrase.");
    assertThatThrownBy(() -> PrivateKeys.read(made, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            made
                + " is encrypted, and no passphrase is given; set"
                + " adobe.ims.private-key-passphrase.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PBE-MD5-DES", "PBE-SHA1-DES", "PBE-SHA1-RC2-40", "PBE-SHA1-RC2-128"})
  void encryptionFromTheNinetiesIsRead(String scheme) {
    openssl.run(
        "openssl pkcs8 -topk8 -provider legacy -provider default -in key.pem -out made -v1 "
            + scheme
            + " -passout "
            + PASSWORD);

    assertSameKey(PrivateKeys.read(folder.resolve("made"), PASSPHRASE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " -legacy",
        " -name adobe",
        " -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1"
      })
  void pkcs12IsRead(String options) {
    openssl.run(
        "openssl pkcs12 -export -inkey key.pem -in cert.pem -out made -passout pass:right-horse-7"
            + options);
    Path made = folder.resolve("made");

    assertSameKey(PrivateKeys.read(made, "right-horse-7".toCharArray()));
    assertThat(Certificates.read(made, "right-horse-7".toCharArray())).isEqualTo(Keys.CERTIFICATE);
    assertThatThrownBy(() -> PrivateKeys.read(made, "wrong".toCharArray()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("isn't opened by the given passphrase");
    assertThatThrownBy(() -> PrivateKeys.read(made, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no passphrase is given");
  }

  @Test
  void pkcs12WithAnEmptyPasswordNeedsNone() {
    openssl.run("openssl pkcs12 -export -inkey key.pem -in cert.pem -out made -passout pass:");

    assertSameKey(PrivateKeys.read(folder.resolve("made"), null));
  }

  @Test
  void theTextOfAPkcs12StoreWithItsBagAttributesIsRead() {
    openssl.run("openssl pkcs12 -export -inkey key.pem -in cert.pem -out p12 -passout pass:x");
    openssl.run("openssl pkcs12 -in p12 -nodes -out made -passin pass:x");

    assertSameKey(PrivateKeys.read(folder.resolve("made"), null));
    assertThat(Certificates.read(folder.resolve("made"), null)).isEqualTo(Keys.CERTIFICATE);
  }

  @Test
  void theCommandsOfAdobesArticleGiveAPair() {
    openssl.run(
        "openssl req -nodes -text -x509 -newkey rsa:2048 -keyout secret.pem -out certificate.pem"
            + " -days 356 -subj /CN=article");
    openssl.run(
        "openssl pkcs8 -topk8 -inform PEM -outform DER -in secret.pem -nocrypt -out secret.key");

    PrivateKey pem = PrivateKeys.read(folder.resolve("secret.pem"), null);
    PrivateKey der = PrivateKeys.read(folder.resolve("secret.key"), null);

    assertThat(der).isEqualTo(pem);
    assertThat(
            Certificates.matches(der, Certificates.read(folder.resolve("certificate.pem"), null)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "ecparam -name prime256v1 -genkey",
        "genpkey -algorithm ED25519",
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048"
      })
  void keysThatAreNotRsaAreRefused(String command) {
    openssl.run("openssl " + command + " -out made");

    assertThatThrownBy(() -> PrivateKeys.read(folder.resolve("made"), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("holds a key for ")
        .hasMessageContaining("Adobe IMS takes RSA signatures only");
  }

  @Test
  void aCipherThatIsNotSupportedIsNamed() {
    openssl.run("openssl rsa -in key.pem -traditional -aria256 -out made -passout " + PASSWORD);

    assertThatThrownBy(() -> PrivateKeys.read(folder.resolve("made"), PASSPHRASE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is encrypted by ARIA-256-CBC, which isn't supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-aes256"})
  void legacyPemInOneLineIsRepaired(String cipher) throws IOException {
    openssl.run(
        "openssl rsa -in key.pem -traditional -out made -passout " + PASSWORD + " " + cipher);
    String line = Files.readString(folder.resolve("made")).replace('\n', ' ');

    assertSameKey(PrivateKeys.read(line.getBytes(StandardCharsets.UTF_8), PASSPHRASE, "a setting"));
  }

  @Test
  void opensslReadsTheKeyThatIsWritten() {
    PrivateKeys.writePem(Keys.PAIR.getPrivate(), folder.resolve("written.pem"));

    assertThat(openssl.run("openssl pkey -in written.pem -check -noout")).contains("Key is valid");
    openssl.run("openssl pkey -in written.pem -pubout -outform DER -out public.der");
    assertThat(openssl.run("openssl dgst -sha256 public.der"))
        .contains(Certificates.publicKeySha256(Keys.PAIR.getPrivate()));
  }

  private static void assertSameKey(PrivateKey key) {
    assertThat(key).isEqualTo(Keys.PAIR.getPrivate());
  }
}
