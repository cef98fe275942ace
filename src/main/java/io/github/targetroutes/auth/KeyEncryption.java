package io.github.targetroutes.auth;

import java.io.IOException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Encrypts private keys as {@code openssl pkcs8 -topk8 -v2 aes-256-cbc} does. */
final class KeyEncryption {

  /**
   * Rounds of PBKDF2. OpenSSL's own 2,048 are cheap to guess against today; OWASP's advice for
   * HMAC-SHA256 is 600,000. It costs half a second each time that the key is read.
   */
  private static final int ROUNDS = 600_000;

  private KeyEncryption() {}

  /** The key as an encrypted PKCS#8 document in DER: AES-256-CBC, PBKDF2 with HMAC-SHA256. */
  static byte[] pkcs8(PrivateKey key, char[] passphrase) {
    try {
      return new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(key.getEncoded()))
          .build(
              new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                  .setPRF(
                      new AlgorithmIdentifier(
                          PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                  .setIterationCount(ROUNDS)
                  .setProvider(BouncyCastle.PROVIDER)
                  .build(passphrase))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
