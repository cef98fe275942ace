package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.targetroutes.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {

  private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

  @TempDir Path folder;

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("literal \\n", pem -> pem.replace("\n", "\\n")),
        damage("literal \\r\\n", pem -> pem.replace("\n", "\\r\\n")),
        damage("CRLF", pem -> pem.replace("\n", "\r\n")),
        damage("CR", pem -> pem.replace("\n", "\r")),
        damage("spaces", pem -> pem.replace('\n', ' ')),
        damage("one line", pem -> pem.replace("\n", "")),
        damage("indented", pem -> pem.replace("\n", "\n    ")),
        damage("byte order mark", pem -> "\uFEFF" + pem),
        damage("a dash is missing", pem -> pem.substring(1)),
        damage("JSON array of lines", pem -> "[\"" + pem.replace("\n", "\",\"") + "\"]"),
        damage("text around it", pem -> "Bag Attributes\n  x: 1\n" + pem + "\nthe end"),
        damage("wrong label", pem -> pem.replace("PRIVATE KEY", "RSA PRIVATE KEY")),
        damage("base64 of PEM", pem -> encode(pem)),
        damage("base64 of DER", pem -> Keys.base64()),
        damage("base64 with wrapped lines", pem -> Keys.base64().replaceAll(".{76}", "$0\n")),
        damage("certificate before it", pem -> Keys.certificatePem() + pem));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void whatHappensToKeysInSettingsIsRepaired(String name, UnaryOperator<String> damage) {
    String text = damage.apply(Keys.pem());

    assertSameKey(PrivateKeys.of(text, null));
    assertSameKey(PrivateKeys.read(text.getBytes(StandardCharsets.UTF_8), null, "a setting"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void pemThatAWindowsShellWroteIsRead(String charset) throws IOException {
    Path file = folder.resolve("key.pem");
    Files.write(file, ("\uFEFF" + Keys.pem()).getBytes(Charset.forName(charset)));

    assertSameKey(PrivateKeys.read(file, null));
  }

  @Test
  void derIsReadEvenWithALineBreakAfterIt() throws IOException {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(Keys.PAIR.getPrivate().getEncoded());
    der.write('\n');

    assertSameKey(PrivateKeys.read(der.toByteArray(), null, "a file"));
  }

  @Test
  void aSettingMayHoldThePathOfAFile() throws IOException {
    Path file = folder.resolve("key of mine.pem");
    Files.writeString(file, Keys.pem());

    assertSameKey(PrivateKeys.of(" " + file + "\n", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.16.840.1.101.3.4.1.2",
        "2.16.840.1.101.3.4.1.42",
        "1.2.840.113549.3.7",
        "1.2.840.113549.1.12.1.3"
      })
  void encryptedKeysFromBouncyCastleAreRead(String algorithm) throws Exception {
    JceOpenSSLPKCS8EncryptorBuilder encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(new ASN1ObjectIdentifier(algorithm));
    encryptor.setProvider(BOUNCY_CASTLE).setPassword(Keys.PASSPHRASE);
    String pem = pem(new JcaPKCS8Generator(Keys.PAIR.getPrivate(), encryptor.build()));

    assertSameKey(PrivateKeys.of(pem, Keys.PASSPHRASE));
    assertRefused(
        () -> PrivateKeys.of(pem, "wrong".toCharArray()),
        "adobe.ims.private-key isn't opened by the given passphrase; correct"
            + " adobe.ims.private-key-passphrase.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES-256-CBC", "DES-EDE3-CBC", "BF-CBC", "AES-128-CFB"})
  void legacyEncryptedKeysFromBouncyCastleAreRead(String cipher) throws Exception {
    char[] passphrase = "right-horse-7".toCharArray();
    String pem =
        pem(
            new JcaMiscPEMGenerator(
                Keys.PAIR.getPrivate(),
                new JcePEMEncryptorBuilder(cipher).setProvider(BOUNCY_CASTLE).build(passphrase)));

    assertThat(pem).contains("Proc-Type: 4,ENCRYPTED");
    assertSameKey(PrivateKeys.of(pem, passphrase));
    assertSameKey(PrivateKeys.of(pem.replace("\n", "\\n"), passphrase));
    assertRefused(
        () -> PrivateKeys.of(pem, "wrong".toCharArray()),
        "adobe.ims.private-key isn't opened by the given passphrase; correct"
            + " adobe.ims.private-key-passphrase.");
  }

  @Test
  void aStoreOfSeveralKeysNeedsAnAlias() throws Exception {
    byte[] store = store("first", "second");
    char[] passphrase = "right-horse-7".toCharArray();

    assertSameKey(PrivateKeys.read(store, passphrase, "SECOND", "keys.p12"));
    assertRefused(
        () -> PrivateKeys.read(store, passphrase, "keys.p12"),
        "keys.p12 holds several keys, [first, second]; name one by its alias"
            + " (adobe.ims.private-key-alias, or --alias).");
    assertRefused(
        () -> PrivateKeys.read(store, passphrase, "third", "keys.p12"),
        "keys.p12 holds no key with the alias third; it holds [first, second].");
    assertRefused(
        () -> PrivateKeys.read(store(), passphrase, "keys.p12"),
        "keys.p12 holds no private key; export it anew with the key in it.");
  }

  @Test
  void whatIsNoPrivateKeyIsNamed() throws Exception {
    assertRefused(
        () -> PrivateKeys.of(Keys.certificatePem(), null),
        "adobe.ims.private-key holds a certificate, not a private key; name the private key that"
            + " was made with it.");
    assertRefused(
        () -> PrivateKeys.read(Keys.CERTIFICATE.getEncoded(), null, "cert.der"),
        "cert.der holds a certificate, not a private key; name the private key that was made with"
            + " it.");
    assertRefused(
        () -> PrivateKeys.of(PemFile.text("PUBLIC KEY", Keys.PAIR.getPublic().getEncoded()), null),
        "adobe.ims.private-key holds a public key, not a private key; name the private key that"
            + " was made with it.");
    assertRefused(
        () -> PrivateKeys.read("hello, world".getBytes(StandardCharsets.UTF_8), null, "notes.txt"),
        "notes.txt holds no private key in any known form (PEM, DER, base64 of DER, PKCS#12);"
            + " name the file that was made with the certificate.");
    assertRefused(
        () -> PrivateKeys.of(PemFile.text("OPENSSH PRIVATE KEY", new byte[99]), null),
        "adobe.ims.private-key holds a key in OpenSSH's own form; convert it with ssh-keygen -p"
            + " -m PEM.");
  }

  @Test
  void aKeyThatIsCutOffOrDamagedIsCalledSo() {
    String pem = Keys.pem();
    assertRefused(
        () -> PrivateKeys.of(pem.substring(0, 900), null),
        "adobe.ims.private-key is cut off, for it has a BEGIN line without its END line; copy it"
            + " anew.");
    assertRefused(
        () -> PrivateKeys.of(pem.substring(0, 900) + pem.substring(1000), null),
        "adobe.ims.private-key holds a private key that is damaged; copy it anew from where it was"
            + " made.");
    byte[] der = Keys.PAIR.getPrivate().getEncoded();
    for (int at : new int[] {60, 400, 700, 900, 1000, 1100, der.length - 20}) {
      byte[] flipped = der.clone();
      flipped[at] ^= 4;
      assertRefused(
          () -> PrivateKeys.read(flipped, null, "secret.key"),
          "secret.key holds a private key that is damaged; copy it anew from where it was made.");
    }
  }

  @Test
  void weakKeysAndKeysOfOtherKindsAreRefused() {
    assertRefused(
        () -> PrivateKeys.read(Keys.pair("RSA", 1024).getPrivate().getEncoded(), null, "weak.key"),
        "weak.key holds an RSA key of 1024 bits, too weak to sign with; make a new pair of 2048"
            + " bits or more.");
    assertRefused(
        () -> PrivateKeys.read(Keys.pair("EC", 256).getPrivate().getEncoded(), null, "ec.key"),
        "ec.key holds a key for EC, but Adobe IMS takes RSA signatures only; make an RSA pair of"
            + " 2048 bits or more.");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithTheReason() throws IOException {
    Path none = folder.resolve("none.key");
    assertRefused(
        () -> PrivateKeys.of(none.toString(), null),
        "There is no file " + none + "; correct the path, or put the file there.");
    assertRefused(
        () -> PrivateKeys.read(folder, null), folder + " is a folder; name the file in it.");
    Path empty = Files.createFile(folder.resolve("empty.key"));
    assertRefused(
        () -> PrivateKeys.read(empty, null),
        empty + " is empty; put the key or certificate into it.");
    Path large = folder.resolve("large.key");
    Files.write(large, new byte[(1 << 20) + 1]);
    assertRefused(
        () -> PrivateKeys.read(large, null),
        large + " is larger than 1 MiB, so it is no key or certificate; name another file.");
    assertRefused(
        () -> PrivateKeys.of(" ", null),
        "adobe.ims.private-key is not set; give it a file's path, or the text in PEM or base64.");
  }

  @Test
  void aFileOfAnotherUserIsNamedWithTheReason() throws IOException {
    assumePosix();
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    Path file = Files.writeString(folder.resolve("key.pem"), Keys.pem());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));

    assertRefused(
        () -> PrivateKeys.read(file, null),
        file + " may not be read by the user who runs this program; change its owner.");
  }

  @ParameterizedTest
  @ValueSource(ints = {70, 500, 1000, 1500})
  void noMessageShowsAnyPartOfAKey(int length) {
    String part = Keys.base64().substring(100, 100 + length);

    assertThatThrownBy(() -> PrivateKeys.of(part, null))
        .isInstanceOf(ConfigurationException.class)
        .hasNoCause()
        .hasMessage(
            "adobe.ims.private-key holds neither the path of a file nor text in PEM or base64;"
                + " correct it.");
  }

  @Test
  void aWrittenKeyIsForItsOwnerOnlyAndNeverOverwritten() throws IOException {
    assumePosix();
    Path file = folder.resolve("made/on/demand/private.key");

    PrivateKeys.writePem(Keys.PAIR.getPrivate(), file);

    assertSameKey(PrivateKeys.read(file, null));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertRefused(
        () -> PrivateKeys.writePem(Keys.OTHER_PAIR.getPrivate(), file),
        file + " exists already and is never overwritten; move it away, or name another file.");
    assertSameKey(PrivateKeys.read(file, null));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> PrivateKeys.writePem(Keys.PAIR.getPrivate(), file.resolve("key")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("key can't be written");
  }

  @ParameterizedTest
  @CsvSource({"rw-------,false", "r--------,false", "rw-r-----,true", "rw----r--,true"})
  void aKeyThatOthersMayReadIsNoticed(String mode, boolean noticed) throws IOException {
    assumePosix();
    Path file = Files.createFile(folder.resolve("key"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThat(PrivateKeys.readableByOthers(file)).isEqualTo(noticed);
  }

  @Test
  void aMissingFileIsReadableByNobody() {
    assertThat(PrivateKeys.readableByOthers(folder.resolve("none"))).isFalse();
  }

  private static Arguments damage(String name, UnaryOperator<String> damage) {
    return Arguments.of(name, damage);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String pem(PemObjectGenerator key) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(key);
    }
    return text.toString();
  }

  private static byte[] store(String... aliases) throws Exception {
    char[] password = "right-horse-7".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setCertificateEntry("trusted", Keys.CERTIFICATE);
    for (String alias : aliases) {
      PrivateKey key = Keys.PAIR.getPrivate();
      store.setKeyEntry(alias, key, password, new Certificate[] {Keys.CERTIFICATE});
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, password);
    return bytes.toByteArray();
  }

  private static void assumePosix() {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "the file system has modes");
  }

  private static void assertSameKey(PrivateKey key) {
    assertThat(key).isEqualTo(Keys.PAIR.getPrivate());
  }

  private static void assertRefused(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessage(sentence);
  }
}
