package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What goes into a self-signed certificate, except its key pair. */
record SelfSignedCertificate(String subject, int days, Instant now) {

  private static final int SERIAL_BITS = 128;

  /**
   * Ten years of leap and other years; Adobe's own pairs live one year (Adobe's archived page on
   * certificates).
   */
  private static final int MAX_DAYS = 3653;

  X509Certificate signedBy(KeyPair pair) {
    if (days < 1 || days > MAX_DAYS) {
      throw new ConfigurationException(
          "A certificate can't be valid for " + days + " days; choose 1 to " + MAX_DAYS + ".");
    }
    X500Name name = name();
    // X.509 knows whole seconds.
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(SERIAL_BITS, new SecureRandom()).max(BigInteger.ONE),
                  Date.from(from),
                  Date.from(from.plus(Duration.ofDays(days))),
                  name,
                  pair.getPublic())
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  extensions.createSubjectKeyIdentifier(pair.getPublic()))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(pair.getPublic()))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      // No provider is named, so that the JDK's own signs: Bouncy Castle's is slow to build.
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(
                  new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X500Name name() {
    try {
      X500Name name = new X500Name(subject);
      if (name.size() > 0) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      throw malformed(e);
    }
    throw malformed(null);
  }

  private ConfigurationException malformed(Exception cause) {
    return new ConfigurationException(
        "The certificate's subject \""
            + subject
            + "\" is no distinguished name; write it as CN=name,O=organisation.",
        cause);
  }
}
