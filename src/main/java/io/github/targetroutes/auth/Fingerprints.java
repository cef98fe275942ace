package io.github.targetroutes.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;

/**
 * Names for keys and certificates that are safe to show, in lower-case hex. Adobe names a
 * certificate by its SHA-1 fingerprint (adobe-facts A8, A9).
 */
public final class Fingerprints {

  private Fingerprints() {}

  /** The SHA-1 of a certificate as Adobe Developer Console shows it: 40 hex digits. */
  public static String sha1(X509Certificate certificate) {
    return hash("SHA-1", encoded(certificate));
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
  public static String publicKey(PrivateKey key) {
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      throw new IllegalArgumentException("Only an RSA key with its public exponent is known");
    }
    try {
      return hash(
          "SHA-256",
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
              .getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The SHA-256 of a certificate's public key, 64 hex digits. */
  public static String publicKey(X509Certificate certificate) {
    return hash("SHA-256", certificate.getPublicKey().getEncoded());
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
