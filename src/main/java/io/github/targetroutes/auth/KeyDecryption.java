package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/** Decrypts private keys that lie encrypted in a file. */
final class KeyDecryption {

  private final char[] passphrase;
  private final String source;

  KeyDecryption(char[] passphrase, String source) {
    this.passphrase = passphrase;
    this.source = source;
  }

  /**
   * Decrypts PKCS#8 that is encrypted by PBES1, PBES2 (PBKDF2 or scrypt) or a PKCS#12 scheme.
   *
   * @throws ConfigurationException when the passphrase is missing or wrong, or the cipher unknown
   */
  byte[] pkcs8(byte[] encrypted) {
    requirePassphrase();
    try {
      PKCS8EncryptedPrivateKeyInfo info = new PKCS8EncryptedPrivateKeyInfo(encrypted);
      try (InputStream clear =
          decryptor(info.toASN1Structure().getEncryptionAlgorithm())
              .getInputStream(new ByteArrayInputStream(info.getEncryptedData()))) {
        return accepted(clear.readAllBytes());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refused(passphrase, source, e);
    }
  }

  /**
   * Decrypts a PEM block with the headers {@code Proc-Type: 4,ENCRYPTED} and {@code DEK-Info}.
   *
   * @throws ConfigurationException when the passphrase is missing or wrong, or the cipher unknown
   */
  byte[] legacy(DerDocument document) {
    requirePassphrase();
    try {
      return accepted(
          new BcPEMDecryptorProvider(octets())
              .get(document.cipher())
              .decrypt(document.bytes(), document.iv()));
    } catch (PEMException e) {
      // Bouncy Castle gives a cause only where a cipher that it knows met wrong padding.
      throw e.getCause() == null
          ? unsupported(document.cipher(), e)
          : refused(passphrase, source, e);
    }
  }

  static PassphraseException refused(char[] passphrase, String source, Throwable cause) {
    return new PassphraseException(source, passphrase == null || passphrase.length == 0, cause);
  }

  private InputDecryptor decryptor(AlgorithmIdentifier algorithm) {
    try {
      return new JcePKCSPBEInputDecryptorProviderBuilder()
          .setProvider(BouncyCastle.PROVIDER)
          .build(isPbes1(algorithm) ? octets() : passphrase)
          .get(algorithm);
    } catch (OperatorCreationException | RuntimeException e) {
      throw unsupported(algorithm.getAlgorithm().getId(), e);
    }
  }

  private static boolean isPbes1(AlgorithmIdentifier algorithm) {
    return algorithm.getAlgorithm().on(PKCSObjectIdentifiers.pkcs_5)
        && !algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2);
  }

  /** For old schemes OpenSSL hashes a passphrase's UTF-8, Bouncy Castle each char's low byte. */
  private char[] octets() {
    byte[] utf8 = new String(passphrase).getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.ISO_8859_1).toCharArray();
  }

  /** One wrong passphrase in 256 passes the padding check, and then gives noise. */
  private byte[] accepted(byte[] clear) {
    if (!DerKind.of(clear).holdsPrivateKey()) {
      throw refused(passphrase, source, null);
    }
    return clear;
  }

  private void requirePassphrase() {
    if (passphrase == null || passphrase.length == 0) {
      throw refused(passphrase, source, null);
    }
  }

  private ConfigurationException unsupported(String cipher, Exception cause) {
    return new ConfigurationException(
        source
            + " is encrypted by "
            + cipher
            + ", which isn't supported; convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc.",
        cause);
  }
}
