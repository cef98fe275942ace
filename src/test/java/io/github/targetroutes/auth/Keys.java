package io.github.targetroutes.auth;

import io.github.targetroutes.TestKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

/** Key pairs and certificates that are made once for all tests. */
final class Keys {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final KeyPair PAIR = TestKeys.ONE;
  static final KeyPair OTHER_PAIR = TestKeys.OTHER;
  static final X509Certificate CERTIFICATE =
      Certificates.selfSigned(PAIR, "CN=target-routes", 365, CLOCK);
  static final char[] PASSPHRASE = "correct horse".toCharArray();

  private Keys() {}

  static Clock clockAfter(Duration duration) {
    return Clock.fixed(NOW.plus(duration), ZoneOffset.UTC);
  }

  static String pem() {
    return PemFile.text("PRIVATE KEY", PAIR.getPrivate().getEncoded());
  }

  static String certificatePem() {
    return PemFile.text("CERTIFICATE", Base64.getDecoder().decode(certificateBase64()));
  }

  static String base64() {
    return Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded());
  }

  static String certificateBase64() {
    try {
      return Base64.getEncoder().encodeToString(CERTIFICATE.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
