package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.KeyItem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What a file with keys or certificates holds, in any form that {@link PrivateKeys} and {@link
 * Certificates} read, or a public key.
 *
 * @param file the file
 * @param items what it holds, in its order; never empty
 */
public record KeyFile(Path file, List<KeyItem> items) {

  /**
   * Looks into a file.
   *
   * @param passphrase opens what is encrypted; without one (null or empty), encrypted items are
   *     described as far as can be told from outside
   * @throws PassphraseException when the passphrase is wrong
   * @throws ConfigurationException when the file can't be read, or holds no key or certificate, or
   *     one that can't be used with Adobe IMS
   */
  public static KeyFile read(Path file, char[] passphrase) {
    return new Reader(file, passphrase).read();
  }

  private static final class Reader {

    private final Path file;
    private final char[] passphrase;
    private final String source;
    private final List<KeyItem> items = new ArrayList<>();
    private byte[] content;

    Reader(Path file, char[] passphrase) {
      this.file = file;
      this.passphrase = passphrase;
      this.source = file.toString();
    }

    KeyFile read() {
      content = FileOrText.of(file).content();
      DerDocument.in(content).forEach(this::add);
      if (items.isEmpty()) {
        // It says best what is wrong with a file that should hold a key.
        PrivateKeys.read(content, passphrase, source);
      }
      return new KeyFile(file, List.copyOf(items));
    }

    private void add(DerDocument document) {
      DerKind kind = document.kind();
      if (kind == DerKind.PKCS12) {
        addStore(document);
      } else if (document.holdsPrivateKey()) {
        addPrivateKey(document);
      } else if (kind == DerKind.CERTIFICATE) {
        addCertificate(
            new CertificateReader(null, null, source).x509(document.bytes()),
            "X.509 in " + wrapping(document));
      } else if (kind == DerKind.PUBLIC_KEY) {
        items.add(
            new KeyItem(Kind.PUBLIC_KEY, form(document), null, publicKey(document.bytes()), null));
      }
    }

    private void addPrivateKey(DerDocument document) {
      PublicKey publicKey = null;
      try {
        publicKey =
            Certificates.publicKey(new PrivateKeyReader(passphrase, null, source).read(document));
      } catch (PassphraseException e) {
        requireMissing(e);
      }
      items.add(
          new KeyItem(
              Kind.PRIVATE_KEY, form(document), EncryptionWords.of(document), publicKey, null));
    }

    private void addStore(DerDocument document) {
      try {
        Pkcs12 store = new Pkcs12(document.bytes(), passphrase, source);
        for (String alias : store.keyAliases()) {
          addStoredKey(document, alias);
          addCertificate(store.certificate(alias), form(document));
        }
        if (store.keyAliases().isEmpty()) {
          addCertificate(store.certificate(null), form(document));
        }
      } catch (PassphraseException e) {
        requireMissing(e);
        items.add(
            new KeyItem(Kind.STORE, form(document), EncryptionWords.of(document), null, null));
      }
    }

    private void addStoredKey(DerDocument document, String alias) {
      items.add(
          new KeyItem(
              Kind.PRIVATE_KEY,
              form(document) + ", alias " + alias,
              EncryptionWords.of(document),
              Certificates.publicKey(PrivateKeys.read(document.bytes(), passphrase, alias, source)),
              null));
    }

    private void addCertificate(X509Certificate certificate, String form) {
      items.add(new KeyItem(Kind.CERTIFICATE, form, null, certificate.getPublicKey(), certificate));
    }

    private static void requireMissing(PassphraseException e) {
      if (!e.missing()) {
        throw e;
      }
    }

    private String form(DerDocument document) {
      String structure =
          switch (document.kind()) {
            case PKCS12 -> "PKCS#12";
            case PKCS8, ENCRYPTED_PKCS8 -> "PKCS#8";
            case PUBLIC_KEY -> isPkcs1(document.bytes()) ? "PKCS#1" : "X.509";
            default -> "PKCS#1";
          };
      return structure + " in " + wrapping(document);
    }

    private String wrapping(DerDocument document) {
      boolean pem = !document.label().isEmpty();
      if (DerKind.of(content) != DerKind.UNKNOWN) {
        return "DER";
      }
      if (pem && DerDocument.hasBeginLine(DerDocument.text(content))) {
        return "PEM";
      }
      return pem ? "base64 of PEM" : "base64 of DER";
    }

    private static boolean isPkcs1(byte[] der) {
      return DerKind.sequence(der).getObjectAt(0) instanceof ASN1Integer;
    }

    private PublicKey publicKey(byte[] der) {
      try {
        ASN1Sequence sequence = DerKind.sequence(der);
        SubjectPublicKeyInfo info =
            isPkcs1(der)
                ? new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    sequence)
                : SubjectPublicKeyInfo.getInstance(sequence);
        return KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        throw new ConfigurationException(
            source
                + " holds a public key that is damaged or no RSA key; Adobe IMS takes RSA only, and"
                + " the certificate instead of the public key.",
            e);
      }
    }
  }
}
