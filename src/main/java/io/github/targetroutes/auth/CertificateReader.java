package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Turns the content of one file or setting into a certificate, or into a precise message. */
final class CertificateReader {

  private final char[] passphrase;
  private final String alias;
  private final String source;

  CertificateReader(char[] passphrase, String alias, String source) {
    this.passphrase = passphrase;
    this.alias = alias;
    this.source = source;
  }

  X509Certificate read(byte[] content) {
    List<DerDocument> documents = DerDocument.in(content);
    for (DerDocument document : documents) {
      switch (document.kind()) {
        case CERTIFICATE:
          return x509(document.bytes());
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

  X509Certificate x509(byte[] der) {
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
