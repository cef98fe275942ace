package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Turns the content of one file or setting into an RSA private key, or into a precise message. */
final class PrivateKeyReader {

  /** RFC 7518, section 3.3: a key of 2048 bits or larger must be used. */
  private static final int MIN_BITS = 2048;

  private static final Map<String, String> OTHER_ALGORITHMS =
      Map.of(
          "1.2.840.10045.2.1", "EC",
          "1.2.840.10040.4.1", "DSA",
          "1.2.840.113549.1.3.1", "DH",
          "1.2.840.113549.1.1.10", "RSASSA-PSS",
          "1.3.101.112", "Ed25519",
          "1.3.101.113", "Ed448",
          "1.3.101.110", "X25519");

  private final char[] passphrase;
  private final String alias;
  private final String source;

  PrivateKeyReader(char[] passphrase, String alias, String source) {
    this.passphrase = passphrase;
    this.alias = alias;
    this.source = source;
  }

  PrivateKey read(byte[] content) {
    List<DerDocument> documents = DerDocument.in(content);
    return documents.stream()
        .filter(DerDocument::holdsPrivateKey)
        .findFirst()
        .map(this::read)
        .orElseThrow(() -> noKey(documents, DerDocument.text(content)));
  }

  PrivateKey read(DerDocument document) {
    if (document.cipher() != null) {
      return key(new KeyDecryption(passphrase, source).legacy(document));
    }
    return key(document.bytes());
  }

  private PrivateKey key(byte[] der) {
    return switch (DerKind.of(der)) {
      case PKCS12 -> rsa(new Pkcs12(der, passphrase, source).privateKey(alias));
      case ENCRYPTED_PKCS8 -> key(new KeyDecryption(passphrase, source).pkcs8(der));
      case PKCS8 -> pkcs8(der);
      case PKCS1 -> pkcs1(der);
      case SEC1 -> throw notRsa("EC");
      default -> throw damaged(null);
    };
  }

  private PrivateKey pkcs1(byte[] der) {
    try {
      return pkcs8(
          new PrivateKeyInfo(
                  new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                  RSAPrivateKey.getInstance(DerKind.sequence(der)))
              .getEncoded());
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private PrivateKey pkcs8(byte[] der) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(DerKind.sequence(der));
      ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
      if (!PKCSObjectIdentifiers.rsaEncryption.equals(algorithm)) {
        throw notRsa(OTHER_ALGORITHMS.getOrDefault(algorithm.getId(), algorithm.getId()));
      }
      return rsa(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded())));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private PrivateKey rsa(PrivateKey key) {
    if (!"RSA".equals(key.getAlgorithm())) {
      throw notRsa(key.getAlgorithm());
    }
    // A key whose numbers don't fit together would sign, but nobody could verify it.
    if (!(key instanceof RSAPrivateCrtKey rsa) || !consistent(rsa)) {
      throw damaged(null);
    }
    int bits = rsa.getModulus().bitLength();
    if (bits < MIN_BITS) {
      throw new ConfigurationException(
          source
              + " holds an RSA key of "
              + bits
              + " bits, too weak to sign with; make a new pair of 2048 bits or more.");
    }
    return key;
  }

  private static boolean consistent(RSAPrivateCrtKey key) {
    BigInteger p1 = key.getPrimeP().subtract(BigInteger.ONE);
    BigInteger q1 = key.getPrimeQ().subtract(BigInteger.ONE);
    BigInteger d = key.getPrivateExponent();
    return key.getPrimeP().multiply(key.getPrimeQ()).equals(key.getModulus())
        && p1.signum() > 0
        && q1.signum() > 0
        && key.getPrimeExponentP().equals(d.mod(p1))
        && key.getPrimeExponentQ().equals(d.mod(q1))
        && d.multiply(key.getPublicExponent()).mod(p1).equals(BigInteger.ONE)
        && d.multiply(key.getPublicExponent()).mod(q1).equals(BigInteger.ONE)
        && key.getCrtCoefficient()
            .multiply(key.getPrimeQ())
            .mod(key.getPrimeP())
            .equals(BigInteger.ONE);
  }

  private ConfigurationException noKey(List<DerDocument> documents, String text) {
    for (DerDocument document : documents) {
      if (document.label().equals("OPENSSH PRIVATE KEY")) {
        return new ConfigurationException(
            source + " holds a key in OpenSSH's own form; convert it with ssh-keygen -p -m PEM.");
      }
      if (document.kind() != DerKind.UNKNOWN) {
        return new ConfigurationException(
            source
                + " holds "
                + document.kind().words()
                + ", not a private key; name the private key that was made with it.");
      }
    }
    if (!documents.isEmpty()) {
      return damaged(null);
    }
    return new ConfigurationException(
        DerDocument.hasBeginLine(text)
            ? source + " is cut off, for it has a BEGIN line without its END line; copy it anew."
            : source
                + " holds no private key in any known form (PEM, DER, base64 of DER, PKCS#12);"
                + " name the file that was made with the certificate.");
  }

  private ConfigurationException notRsa(String algorithm) {
    return new ConfigurationException(
        source
            + " holds a key for "
            + algorithm
            + ", but Adobe IMS takes RSA signatures only; make an RSA pair of 2048 bits or more.");
  }

  private ConfigurationException damaged(Exception cause) {
    return new ConfigurationException(
        source + " holds a private key that is damaged; copy it anew from where it was made.",
        cause);
  }
}
