package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Reads, makes and judges the X.509 certificate whose public key Adobe IMS verifies the JWT with.
 * Adobe takes self-signed ones and names each by its SHA-1 fingerprint (Adobe's archived page on
 * certificates; the files that the Developer Console hands out). All fingerprints are lower-case
 * hex and safe to show.
 */
public final class Certificates {

  /** The setting that {@link #of(String, char[])} names in its messages. */
  static final String SETTING = "adobe.ims.certificate";

  private static final DateTimeFormatter CONSOLE_DAY =
      DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);

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
    return new CertificateReader(passphrase, null, source).read(content);
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
    return new CertificateReader(passphrase, alias, setting.source()).read(setting.content());
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

  /**
   * Looks at what a certificate is to say before a key is made for it.
   *
   * @throws ConfigurationException as {@link #selfSigned} throws it
   */
  public static void requireSubjectAndDays(String subject, int days, Clock clock) {
    new SelfSignedCertificate(subject, days, clock.instant());
  }

  /** The SHA-1 of a certificate as Adobe Developer Console shows it: 40 hex digits. */
  public static String sha1(X509Certificate certificate) {
    return hash("SHA-1", encoded(certificate));
  }

  /** The subject as it is written when a certificate is made, such as {@code CN=name,O=Example}. */
  public static String subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()).toString();
  }

  /**
   * The day on which a certificate ends, in UTC, as Adobe Developer Console shows it and its
   * downloaded credential file states it under {@code PUBLIC_KEYS_WITH_EXPIRY}: MM/DD/YYYY.
   */
  public static String expiry(X509Certificate certificate) {
    return CONSOLE_DAY.format(certificate.getNotAfter().toInstant());
  }

  /** The SHA-256 of a certificate: 64 hex digits. */
  public static String sha256(X509Certificate certificate) {
    return hash("SHA-256", encoded(certificate));
  }

  /**
   * The SHA-256 of the public half of a private key, 64 hex digits: the same as its certificate's.
   * {@code openssl pkey -pubout -outform DER | sha256sum} gives it too.
   *
   * @throws IllegalArgumentException when it isn't an RSA key with its public exponent; {@link
   *     PrivateKeys} gives no other
   */
  public static String publicKeySha256(PrivateKey key) {
    return publicKeySha256(publicKey(key));
  }

  /**
   * The public half of a private key.
   *
   * @throws IllegalArgumentException when it isn't an RSA key with its public exponent
   */
  static PublicKey publicKey(PrivateKey key) {
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      throw new IllegalArgumentException("Only an RSA key with its public exponent is known");
    }
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The SHA-256 of a certificate's public key, 64 hex digits. */
  public static String publicKeySha256(X509Certificate certificate) {
    return publicKeySha256(certificate.getPublicKey());
  }

  /** The SHA-256 of a public key, 64 hex digits. */
  public static String publicKeySha256(PublicKey key) {
    return hash("SHA-256", key.getEncoded());
  }

  /** Whether the certificate's public key belongs to the private key. */
  public static boolean matches(PrivateKey key, X509Certificate certificate) {
    return key instanceof RSAPrivateKey privateKey
        && certificate.getPublicKey() instanceof RSAPublicKey publicKey
        && privateKey.getModulus().equals(publicKey.getModulus());
  }

  /**
   * Finds offline what IMS would answer with "Could not match JWT signature to any of the
   * bindings", and a certificate whose time is over or not yet come.
   *
   * @throws CredentialException when key and certificate are no pair, or the certificate isn't
   *     valid now
   */
  public static void check(PrivateKey key, X509Certificate certificate, Clock clock) {
    checkPair(key, certificate);
    checkDates(certificate, clock);
  }

  /**
   * Refuses a key and a certificate that weren't made together.
   *
   * @throws CredentialException when they are no pair; it shows the fingerprints of both
   */
  public static void checkPair(PrivateKey key, X509Certificate certificate) {
    if (!matches(key, certificate)) {
      throw new CredentialException(
          "The private key (public key SHA-256 "
              + publicKeySha256(key)
              + ") doesn't belong to the certificate with SHA-1 fingerprint "
              + sha1(certificate)
              + " (public key SHA-256 "
              + publicKeySha256(certificate)
              + "); name the key and certificate that were made together.");
    }
  }

  /**
   * Refuses a certificate outside its time.
   *
   * @throws CredentialException when the certificate isn't valid now
   */
  public static void checkDates(X509Certificate certificate, Clock clock) {
    Instant now = clock.instant();
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    String name = "The certificate with SHA-1 fingerprint " + sha1(certificate);
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
              + "; correct the clock or wait, and mind that "
              + END_OF_JWT
              + ".");
    }
  }

  /**
   * Writes a certificate as PEM. The file appears whole or not at all; missing folders are made.
   *
   * @throws ConfigurationException when the file is there already, or can't be written
   */
  public static void writePem(X509Certificate certificate, Path file) {
    PemFile.write(file, "CERTIFICATE", encoded(certificate));
  }

  static byte[] pem(X509Certificate certificate) {
    return PemFile.bytes("CERTIFICATE", encoded(certificate));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
