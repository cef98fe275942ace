package io.github.targetroutes.auth;

import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/** Says how a private key is encrypted, which can be told without its passphrase. */
final class EncryptionWords {

  private EncryptionWords() {}

  /** Null when the document isn't encrypted. */
  static String of(DerDocument document) {
    if (document.cipher() != null) {
      return document.cipher() + ", by OpenSSL's old form";
    }
    return switch (document.kind()) {
      case ENCRYPTED_PKCS8 -> pkcs8(document.bytes());
      case PKCS12 -> "by the store's own password";
      default -> null;
    };
  }

  private static String pkcs8(byte[] der) {
    try {
      AlgorithmIdentifier scheme =
          EncryptedPrivateKeyInfo.getInstance(DerKind.sequence(der)).getEncryptionAlgorithm();
      if (!PKCSObjectIdentifiers.id_PBES2.equals(scheme.getAlgorithm())) {
        return "the old scheme " + scheme.getAlgorithm();
      }
      PBES2Parameters parameters = PBES2Parameters.getInstance(scheme.getParameters());
      return new DefaultAlgorithmNameFinder()
              .getAlgorithmName(parameters.getEncryptionScheme().getAlgorithm())
          + ", "
          + derivation(parameters);
    } catch (IllegalArgumentException e) {
      return "a scheme that can't be read";
    }
  }

  private static String derivation(PBES2Parameters parameters) {
    return parameters.getKeyDerivationFunc().getParameters() != null
            && PKCSObjectIdentifiers.id_PBKDF2.equals(
                parameters.getKeyDerivationFunc().getAlgorithm())
        ? "PBKDF2 of "
            + PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters())
                .getIterationCount()
            + " rounds"
        : "scrypt";
  }
}
