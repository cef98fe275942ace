package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** The forms in which a private key is written. {@link PrivateKeys} and OpenSSL read them all. */
public enum KeyForm {
  /** PEM with {@code BEGIN RSA PRIVATE KEY}, for old programs; never encrypted. */
  PKCS1,
  /** PEM with {@code BEGIN PRIVATE KEY}, or {@code BEGIN ENCRYPTED PRIVATE KEY}. */
  PKCS8,
  /** PKCS#8 in DER, as {@code secret.key} of Adobe's article KA-17522. */
  DER,
  /**
   * PKCS#8 in DER in one line of base64, as the settings {@code adobe.ims.private-key} and (not
   * encrypted) {@code aio_encoded_pkcs8} of Adobe's aio-lib-java take it.
   */
  BASE64,
  /** A store with the key and its certificate; always encrypted. */
  PKCS12;

  /**
   * The content of a file in this form.
   *
   * @param passphrase encrypts the key; null or empty when it is to be left plain
   * @param certificate goes into a PKCS#12 store; not used otherwise
   * @throws ConfigurationException when the form can't do what is asked for
   */
  public byte[] content(PrivateKey key, char[] passphrase, X509Certificate certificate) {
    boolean plain = passphrase == null || passphrase.length == 0;
    return switch (this) {
      case PKCS1 -> pkcs1(key, plain);
      case PKCS8 -> pem(pkcs8(key, plain, passphrase));
      case DER -> pkcs8(key, plain, passphrase);
      case BASE64 ->
          (Base64.getEncoder().encodeToString(pkcs8(key, plain, passphrase)) + "\n")
              .getBytes(StandardCharsets.US_ASCII);
      case PKCS12 -> pkcs12(key, plain, passphrase, certificate);
    };
  }

  /** PEM of a PKCS#8 document, encrypted or not. */
  static byte[] pem(byte[] pkcs8) {
    return PemFile.bytes(
        DerKind.of(pkcs8) == DerKind.PKCS8 ? "PRIVATE KEY" : "ENCRYPTED PRIVATE KEY", pkcs8);
  }

  private static byte[] pkcs8(PrivateKey key, boolean plain, char[] passphrase) {
    return plain ? key.getEncoded() : KeyEncryption.pkcs8(key, passphrase);
  }

  private static byte[] pkcs1(PrivateKey key, boolean plain) {
    if (!plain) {
      throw new ConfigurationException(
          "PKCS#1 has no encryption that is safe today; take pkcs8 for an encrypted key.");
    }
    try {
      return PemFile.bytes(
          "RSA PRIVATE KEY",
          PrivateKeyInfo.getInstance(key.getEncoded())
              .parsePrivateKey()
              .toASN1Primitive()
              .getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] pkcs12(
      PrivateKey key, boolean plain, char[] passphrase, X509Certificate certificate) {
    if (certificate == null) {
      throw new ConfigurationException(
          "A PKCS#12 store holds the key together with its certificate; name that too"
              + " (--certificate).");
    }
    if (plain) {
      throw new ConfigurationException(
          "A PKCS#12 store is always encrypted; give it a passphrase (--out-passphrase,"
              + " --out-passphrase-file or --out-passphrase-env).");
    }
    Certificates.checkPair(key, certificate);
    return Pkcs12.store(key, certificate, passphrase);
  }
}
