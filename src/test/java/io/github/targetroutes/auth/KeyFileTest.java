package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.KeyItem.Kind;
import io.github.targetroutes.auth.KeyMatch.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {

  private static final X509Certificate OTHER =
      Certificates.selfSigned(Keys.OTHER_PAIR, "CN=other", 365, Keys.CLOCK);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "PKCS1, PKCS#1 in PEM",
    "PKCS8, PKCS#8 in PEM",
    "DER, PKCS#8 in DER",
    "BASE64, PKCS#8 in base64 of DER"
  })
  void everyPlainFormIsNamed(KeyForm form, String words) {
    KeyItem item = only(write("key", form.content(Keys.PAIR.getPrivate(), null, null)), null);

    assertThat(item.kind()).isEqualTo(Kind.PRIVATE_KEY);
    assertThat(item.form()).isEqualTo(words);
    assertThat(item.encryption()).isNull();
    assertThat(item.bits()).hasValue(2048);
    assertThat(item.publicKeySha256()).isEqualTo(Certificates.publicKeySha256(Keys.CERTIFICATE));
  }

  @Test
  void ofAnEncryptedKeyItIsSaidHowWithoutThePassphraseAndWhoseWithIt() {
    Path file = write("key", KeyForm.PKCS8.content(Keys.PAIR.getPrivate(), Keys.PASSPHRASE, null));

    KeyItem locked = only(file, null);
    KeyItem opened = only(file, Keys.PASSPHRASE);

    assertThat(locked.locked()).isTrue();
    assertThat(locked.bits()).isEmpty();
    assertThat(locked.encryption()).isEqualTo("AES-256/CBC, PBKDF2 of 600000 rounds");
    assertThat(opened.locked()).isFalse();
    assertThat(opened.encryption()).isEqualTo(locked.encryption());
    assertThat(opened.publicKeySha256()).isEqualTo(Certificates.publicKeySha256(Keys.CERTIFICATE));
    assertThatThrownBy(() -> KeyFile.read(file, "wrong".toCharArray()))
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("isn't opened by the given passphrase");
  }

  @Test
  void aStoreIsOneItemUntilItIsOpened() {
    Path file =
        write(
            "store",
            KeyForm.PKCS12.content(Keys.PAIR.getPrivate(), Keys.PASSPHRASE, Keys.CERTIFICATE));

    assertThat(KeyFile.read(file, null).items())
        .extracting(KeyItem::kind)
        .containsExactly(Kind.STORE);
    assertThat(KeyFile.read(file, Keys.PASSPHRASE).items())
        .extracting(KeyItem::kind)
        .containsExactly(Kind.PRIVATE_KEY, Kind.CERTIFICATE);
  }

  @Test
  void publicKeysAreReadInBothTheirForms() throws IOException {
    byte[] x509 = Keys.PAIR.getPublic().getEncoded();
    byte[] pkcs1 = SubjectPublicKeyInfo.getInstance(x509).parsePublicKey().getEncoded();

    KeyItem one = only(write("one", PemFile.bytes("PUBLIC KEY", x509)), null);
    KeyItem other = only(write("other", PemFile.bytes("RSA PUBLIC KEY", pkcs1)), null);

    assertThat(one.form()).isEqualTo("X.509 in PEM");
    assertThat(other.form()).isEqualTo("PKCS#1 in PEM");
    assertThat(List.of(one, other))
        .allMatch(item -> item.kind() == Kind.PUBLIC_KEY)
        .extracting(KeyItem::publicKeySha256)
        .containsOnly(Certificates.publicKeySha256(Keys.CERTIFICATE));
  }

  @Test
  void aCertificateIsReadInPemDerAndBase64() {
    byte[] der = Base64.getDecoder().decode(Keys.certificateBase64());

    assertThat(only(write("pem", Certificates.pem(Keys.CERTIFICATE)), null).form())
        .isEqualTo("X.509 in PEM");
    assertThat(only(write("der", der), null).form()).isEqualTo("X.509 in DER");
    assertThat(only(write("base64", text(Keys.certificateBase64())), null).certificate())
        .isEqualTo(Keys.CERTIFICATE);
  }

  @Test
  void whatHoldsNothingIsRefusedByName() {
    Path file = write("notes.txt", text("hello"));

    assertThatThrownBy(() -> KeyFile.read(file, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file + " holds no private key in any known form");
  }

  @Test
  void aKeyBelongsToItsCertificateInWhateverOrder() {
    assertThat(match(key(), certificate()).verdict()).isEqualTo(Verdict.YES);
    assertThat(match(certificate(), key()).sentences())
        .containsExactly(
            "The certificate of %s and the private key of %s belong together."
                .formatted(folder.resolve("certificate"), folder.resolve("key")));
  }

  @Test
  void aKeyAndAnotherCertificateDoNotBelongTogether() {
    KeyMatch match = match(key(), otherCertificate());

    assertThat(match.verdict()).isEqualTo(Verdict.NO);
    assertThat(match.sentences())
        .containsExactly(
            "The private key of " + folder.resolve("key") + " belongs to none of the others.",
            "The certificate of " + folder.resolve("other") + " belongs to none of the others.");
  }

  @Test
  void oneTooManyIsToldAmongThoseThatBelongTogether() {
    assertThat(match(key(), certificate(), otherCertificate()).verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void whatIsLockedLeavesTheQuestionOpen() {
    Path locked =
        write("locked", KeyForm.DER.content(Keys.PAIR.getPrivate(), Keys.PASSPHRASE, null));

    assertThat(match(locked, certificate()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void certificatesAloneAreNotCompared() {
    assertThat(match(certificate(), otherCertificate()).verdict()).isEqualTo(Verdict.NONE);
    assertThat(match(key()).sentences()).isEmpty();
  }

  /** As in a file that also holds the certificates of the issuers. */
  @Test
  void onlyTheFirstCertificateOfAFileNeedsAKey() {
    Path bundle = write("bundle", text(pem(Keys.CERTIFICATE) + pem(OTHER)));

    assertThat(match(key(), bundle).verdict()).isEqualTo(Verdict.YES);
  }

  private Path key() {
    return write("key", text(Keys.pem()));
  }

  private Path certificate() {
    return write("certificate", text(Keys.certificatePem()));
  }

  private Path otherCertificate() {
    return write("other", Certificates.pem(OTHER));
  }

  private static KeyMatch match(Path... files) {
    return KeyMatch.of(Stream.of(files).map(file -> KeyFile.read(file, null)).toList());
  }

  private static KeyItem only(Path file, char[] passphrase) {
    List<KeyItem> items = KeyFile.read(file, passphrase).items();
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static String pem(X509Certificate certificate) {
    return new String(Certificates.pem(certificate), StandardCharsets.US_ASCII);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
