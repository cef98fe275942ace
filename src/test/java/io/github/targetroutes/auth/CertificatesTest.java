package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "-text ", "-outform DER "})
  void certificatesFromOpensslAreReadAndNamedAsOpensslNamesThem(String form) throws Exception {
    OpenSsl openssl = new OpenSsl(folder);
    Files.writeString(folder.resolve("key.pem"), Keys.pem());
    openssl.run(
        "openssl req -x509 -sha256 -days 365 -key key.pem -subj /CN=x " + form + "-out made");

    X509Certificate certificate = Certificates.read(folder.resolve("made"), null);

    assertThat(colonFree(openssl.run("openssl x509 -in made -noout -fingerprint -sha1")))
        .contains("=" + Certificates.sha1(certificate));
    assertThat(colonFree(openssl.run("openssl x509 -in made -noout -fingerprint -sha256")))
        .contains("=" + Certificates.sha256(certificate));
    assertThat(Certificates.matches(Keys.PAIR.getPrivate(), certificate)).isTrue();
  }

  @Test
  void opensslAcceptsTheCertificateThatIsWrittenAsItsOwnWouldBe() {
    OpenSsl openssl = new OpenSsl(folder);
    Certificates.writePem(Keys.CERTIFICATE, folder.resolve("made.pem"));

    assertThat(openssl.run("openssl verify -check_ss_sig -no_check_time -CAfile made.pem made.pem"))
        .contains("OK");
    assertThat(openssl.run("openssl x509 -in made.pem -noout -text"))
        .contains(
            "Version: 3 (0x2)",
            "Signature Algorithm: sha256WithRSAEncryption",
            "Issuer: CN = target-routes",
            "Not Before: Mar  1 12:00:00 2026 GMT",
            "Not After : Mar  1 12:00:00 2027 GMT",
            "X509v3 Subject Key Identifier",
            "X509v3 Authority Key Identifier",
            "CA:TRUE");
  }

  @Test
  void aSelfSignedCertificateHasARandomPositiveSerialNumber() throws Exception {
    X509Certificate again = Certificates.selfSigned(Keys.PAIR, "CN=x", 1, Keys.CLOCK);

    assertThat(again.getSerialNumber()).isPositive();
    assertThat(again.getSerialNumber()).isNotEqualTo(Keys.CERTIFICATE.getSerialNumber());
    assertThat(again.getSerialNumber().bitLength()).isBetween(64, 128);
    again.verify(Keys.PAIR.getPublic());
  }

  @Test
  void certificatesInSettingsAreReadAsKeysAre() throws Exception {
    assertThat(Certificates.of(Keys.certificatePem().replace("\n", "\\n"), null))
        .isEqualTo(Keys.CERTIFICATE);
    assertThat(Certificates.of(Keys.certificatePem().replace('\n', ' '), null))
        .isEqualTo(Keys.CERTIFICATE);
    assertThat(Certificates.of(Keys.certificateBase64(), null)).isEqualTo(Keys.CERTIFICATE);
    assertThat(Certificates.of(Keys.pem() + Keys.certificatePem(), null))
        .isEqualTo(Keys.CERTIFICATE);
    Path file = folder.resolve("cert.pem");
    Certificates.writePem(Keys.CERTIFICATE, file);
    assertThat(Certificates.of(file.toString(), null)).isEqualTo(Keys.CERTIFICATE);
  }

  @Test
  void whatIsNoCertificateIsNamed() {
    String end = "; name the certificate that was uploaded to Adobe Developer Console.";
    assertUnreadable(
        () -> Certificates.of(Keys.pem(), null),
        "adobe.ims.certificate holds no certificate, but a private key" + end);
    assertUnreadable(
        () -> Certificates.of(PemFile.text("PUBLIC KEY", Keys.PAIR.getPublic().getEncoded()), null),
        "adobe.ims.certificate holds no certificate, but a public key" + end);
    assertUnreadable(
        () -> Certificates.read("hello".getBytes(StandardCharsets.UTF_8), null, "notes.txt"),
        "notes.txt holds no certificate" + end);
    assertUnreadable(
        () -> Certificates.read(folder.resolve("none"), null),
        "There is no file "
            + folder.resolve("none")
            + "; correct the path, or put the file there.");
  }

  @Test
  void aCertificateRequestIsNoCertificate() {
    OpenSsl openssl = new OpenSsl(folder);
    openssl.run("openssl req -new -newkey rsa:2048 -nodes -keyout k -out made -subj /CN=x");

    assertThatThrownBy(() -> Certificates.read(folder.resolve("made"), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("holds no certificate, but a certificate request");
  }

  @Test
  void aPairInItsTimePasses() {
    assertThatCode(() -> Certificates.check(Keys.PAIR.getPrivate(), Keys.CERTIFICATE, Keys.CLOCK))
        .doesNotThrowAnyException();
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedWithBothFingerprints() {
    assertRefused(
        () -> Certificates.check(Keys.OTHER_PAIR.getPrivate(), Keys.CERTIFICATE, Keys.CLOCK),
        "The private key (public key SHA-256 "
            + Certificates.publicKeySha256(Keys.OTHER_PAIR.getPrivate())
            + ") doesn't belong to the certificate with SHA-1 fingerprint "
            + Certificates.sha1(Keys.CERTIFICATE)
            + " (public key SHA-256 "
            + Certificates.publicKeySha256(Keys.PAIR.getPrivate())
            + "); name the key and certificate that were made together.");
  }

  @Test
  void anExpiredCertificateIsRefusedWithTheDateAndTheWayOut() {
    assertThatCode(
            () ->
                Certificates.check(
                    Keys.PAIR.getPrivate(),
                    Keys.CERTIFICATE,
                    Keys.clockAfter(Duration.ofDays(365))))
        .doesNotThrowAnyException();
    assertRefused(
        () ->
            Certificates.check(
                Keys.PAIR.getPrivate(),
                Keys.CERTIFICATE,
                Keys.clockAfter(Duration.ofDays(365).plusMillis(1))),
        "The certificate with SHA-1 fingerprint "
            + Certificates.sha1(Keys.CERTIFICATE)
            + " expired on 2027-03-01T12:00:00Z; Adobe renews no JWT certificates since"
            + " 2025-06-30, so move to an OAuth Server-to-Server credential"
            + " (adobe.ims.grant=oauth).");
  }

  @Test
  void aCertificateOfTheFutureIsRefusedWithTheDateAndTheClock() {
    assertThatThrownBy(
            () ->
                Certificates.check(
                    Keys.PAIR.getPrivate(), Keys.CERTIFICATE, Keys.clockAfter(Duration.ofDays(-1))))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(
            "isn't valid before 2026-03-01T12:00:00Z, and this machine's clock says"
                + " 2026-02-28T12:00:00Z; correct the clock");
  }

  @Test
  void whatCannotBeMadeIsRefused() {
    assertUnreadable(
        () -> Certificates.newKeyPair(1024),
        "An RSA key of 1024 bits isn't made here; choose 2048 to 8192, best 2048.");
    assertUnreadable(
        () -> Certificates.selfSigned(Keys.PAIR, "CN=x", 0, Keys.CLOCK),
        "A certificate can't be valid for 0 days; choose 1 to 3653.");
    for (String subject : new String[] {"", "target routes", "nonsense=x"}) {
      assertUnreadable(
          () -> Certificates.selfSigned(Keys.PAIR, subject, 1, Keys.CLOCK),
          "The certificate's subject \""
              + subject
              + "\" is no distinguished name; write it as CN=name,O=organisation.");
    }
  }

  private static String colonFree(String fingerprint) {
    return fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
  }

  private static void assertUnreadable(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessage(sentence);
  }

  private static void assertRefused(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(CredentialException.class).hasMessage(sentence);
  }
}
