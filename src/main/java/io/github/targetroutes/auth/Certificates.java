package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Reads, makes and judges the X.509 certificate whose public key Adobe IMS verifies the JWT with.
 * Adobe takes self-signed ones (adobe-facts A8).
 */
public final class Certificates {

  /** The setting that {@link #of(String, char[])} names in its messages. */
  static final String SETTING = "adobe.ims.certificate";

  private static final String END_OF_JWT =
      "Adobe renews no JWT certificates since 2025-06-30, so move to an OAuth Server-to-Server"
          + " credential (adobe.ims.grant=oauth)";

  private Certificates() {}

  /**
   * Reads a file in PEM (also with text before it, as {@code openssl -text} writes), DER, base64 of
   * DER, or PKCS#12. Of several certificates the first counts; in PKCS#12 the key's own.
   *
   * @param passphrase opens a PKCS#12 store; otherwise not used
   * @throws ConfigurationException when the file isn't there, can't be read, or holds none
   */
  public static X509Certificate read(Path file, char[] passphrase) {
    return read(FileOrText.of(file), passphrase, null);
  }

  /**
   * Reads content that is already in memory, in the forms of {@link #read(Path, char[])}.
   *
   * @param source names the file or setting in messages
   * @throws ConfigurationException when it holds no certificate
   */
  public static X509Certificate read(byte[] content, char[] passphrase, String source) {
    return read(content, passphrase, null, source);
  }

  /**
   * Reads the value of the setting {@code adobe.ims.certificate}.
   *
   * @param fileOrText the path of a file, or the PEM or base64 text itself
   * @throws ConfigurationException when it is blank, or leads to no certificate
   */
  public static X509Certificate of(String fileOrText, char[] passphrase) {
    return read(FileOrText.of(fileOrText, SETTING), passphrase, null);
  }

  static X509Certificate read(FileOrText setting, char[] passphrase, String alias) {
    return read(setting.content(), passphrase, alias, setting.source());
  }

  private static X509Certificate read(
      byte[] content, char[] passphrase, String alias, String source) {
    List<DerDocument> documents = DerDocument.in(content);
    for (DerDocument document : documents) {
      switch (document.kind()) {
        case CERTIFICATE:
          return x509(document.bytes(), source);
        case PKCS12:
          return new Pkcs12(document.bytes(), passphrase, source).certificate(alias);
        default:
          break;
      }
    }
    String found = documents.isEmpty() ? "" : ", but " + documents.get(0).kind().words();
    throw new ConfigurationException(
        source
            + " holds no certificate"
            + found
            + "; name the certificate that was uploaded to Adobe Developer Console.");
  }

  /**
   * Makes a key pair.
   *
   * @param bits from 2048 to 8192; Adobe's documents know 2048 only
   * @throws ConfigurationException when the size is out of range
   */
  public static KeyPair newKeyPair(int bits) {
    if (bits < 2048 || bits > 8192) {
      throw new ConfigurationException(
          "An RSA key of " + bits + " bits isn't made here; choose 2048 to 8192, best 2048.");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes a certificate as {@code openssl req -x509 -sha256} does: version 3, signed by its own key
   * with SHA256withRSA, a random serial number, valid from now on.
   *
   * @param subject a distinguished name, such as {@code CN=target-routes,O=Example}
   * @param days how long it is valid, at least 1
   * @throws ConfigurationException when the subject is malformed or the days are out of range
   */
  public static X509Certificate selfSigned(KeyPair pair, String subject, int days, Clock clock) {
    return new SelfSignedCertificate(subject, days, clock.instant()).signedBy(pair);
  }

  /** Whether the certificate's public key belongs to the private key. */
  public static boolean matches(PrivateKey key, X509Certificate certificate) {
    return key instanceof RSAPrivateKey privateKey
        && certificate.getPublicKey() instanceof RSAPublicKey publicKey
        && privateKey.getModulus().equals(publicKey.getModulus());
  }

  /**
   * Finds offline what IMS would answer with "Could not match JWT signature to any of the bindings"
   * (pain-points-and-market G1), and a certificate whose time is over or not yet come.
   *
   * @throws CredentialException when key and certificate are no pair, or the certificate isn't
   *     valid now
   */
  public static void check(PrivateKey key, X509Certificate certificate, Clock clock) {
    if (!matches(key, certificate)) {
      throw new CredentialException(
          "The private key (public key SHA-256 "
              + Fingerprints.publicKey(key)
              + ") doesn't belong to the certificate with SHA-1 fingerprint "
              + Fingerprints.sha1(certificate)
              + " (public key SHA-256 "
              + Fingerprints.publicKey(certificate)
              + "); name the key and certificate that were made together.");
    }
    Instant now = clock.instant();
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    String name = "The certificate with SHA-1 fingerprint " + Fingerprints.sha1(certificate);
    if (now.isAfter(until)) {
      throw new CredentialException(name + " expired on " + until + "; " + END_OF_JWT + ".");
    }
    if (now.isBefore(from)) {
      throw new CredentialException(
          name
              + " isn't valid before "
              + from
              + ", and this machine's clock says "
              + now
              + "; correct the clock if it is wrong, and otherwise wait or move on: "
              + END_OF_JWT
              + ".");
    }
  }

  /**
   * Writes a certificate as PEM. Missing folders are made.
   *
   * @throws ConfigurationException when the file is there already, or can't be written
   */
  public static void writePem(X509Certificate certificate, Path file) {
    try {
      PemFile.write(file, "CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate x509(byte[] der, String source) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new ConfigurationException(
          source + " holds a certificate that is damaged; copy it anew.", e);
    }
  }
}
