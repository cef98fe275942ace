package io.github.targetroutes.auth;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.OptionalInt;

/**
 * One key, certificate or store as it lies in a file; it holds no secret.
 *
 * @param kind what it is
 * @param form how it is written, such as {@code PKCS#8 in PEM}
 * @param encryption how it is encrypted, such as {@code AES-256/CBC, PBKDF2 of 2048 rounds}; null
 *     when it isn't
 * @param publicKey the public half; null when the item couldn't be opened without a passphrase
 * @param certificate the certificate; null for all other kinds
 */
public record KeyItem(
    Kind kind, String form, String encryption, PublicKey publicKey, X509Certificate certificate) {

  /** What an item is. */
  public enum Kind {
    PRIVATE_KEY("private key"),
    CERTIFICATE("certificate"),
    PUBLIC_KEY("public key"),
    STORE("key store");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** In words, such as "private key". */
    public String words() {
      return words;
    }
  }

  /** Whether it is encrypted and couldn't be opened, for no passphrase was given. */
  public boolean locked() {
    return publicKey == null;
  }

  /** The algorithm of its key, such as {@code RSA}; null when it is locked. */
  public String algorithm() {
    return locked() ? null : publicKey.getAlgorithm();
  }

  /** The length of its RSA key; empty when it is locked or no RSA key. */
  public OptionalInt bits() {
    return publicKey instanceof RSAPublicKey rsa
        ? OptionalInt.of(rsa.getModulus().bitLength())
        : OptionalInt.empty();
  }

  /** The SHA-256 of its public key: the same for a private key and its certificate. */
  public String publicKeySha256() {
    return locked() ? null : Certificates.publicKeySha256(publicKey);
  }
}
