package io.github.targetroutes.doctor;

import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The key that signs the JWT, and the certificate that IMS verifies it with; without any call. */
final class KeyChecks {

  private static final Duration SOON = Duration.ofDays(30);

  private final Program program;

  KeyChecks(Program program) {
    this.program = program;
  }

  List<Check> checks() {
    return List.of(
        new Check("private key", this::key).after("grant"),
        new Check("certificate", this::certificate).after("grant"),
        new Check("key pair", this::pair).after("private key", "certificate"),
        new Check("certificate dates", this::dates).after("certificate"));
  }

  private Finding key() {
    if (!CredentialChecks.isJwt(program)) {
      return CredentialChecks.notNeeded();
    }
    PrivateKey key = readKey();
    return Finding.ok(
        "%s, %d bits, public key SHA-256 %s",
        key.getAlgorithm(),
        ((RSAKey) key).getModulus().bitLength(),
        Certificates.publicKeySha256(key));
  }

  private Finding certificate() {
    if (!CredentialChecks.isJwt(program)) {
      return CredentialChecks.notNeeded();
    }
    return hasCertificate()
        ? Finding.ok(
            "SHA-1 fingerprint %s: the Console must list it", Certificates.sha1(readCertificate()))
        : notGiven();
  }

  private Finding pair() {
    if (!CredentialChecks.isJwt(program)) {
      return CredentialChecks.notNeeded();
    }
    if (!hasCertificate()) {
      return notGiven();
    }
    Certificates.checkPair(readKey(), readCertificate());
    return Finding.ok("the certificate is the key's");
  }

  private Finding dates() {
    if (!CredentialChecks.isJwt(program)) {
      return CredentialChecks.notNeeded();
    }
    if (!hasCertificate()) {
      return notGiven();
    }
    X509Certificate certificate = readCertificate();
    Certificates.checkDates(certificate, Clock.systemUTC());
    Instant end = certificate.getNotAfter().toInstant();
    Duration left = Duration.between(Instant.now(), end);
    return left.compareTo(SOON) < 0
        ? Finding.warn(
            "ends on %s, in %d days, and Adobe renews none: move to OAuth server-to-server"
                + " (adobe.ims.grant=oauth) before",
            end, left.toDays())
        : Finding.ok("ends on %s, in %d days", end, left.toDays());
  }

  private static Finding notGiven() {
    return Finding.skip(
        "adobe.ims.certificate is not set; set it to have key and end date compared before IMS"
            + " does");
  }

  private boolean hasCertificate() {
    return program.find("adobe.ims.certificate").isPresent();
  }

  private PrivateKey readKey() {
    return PrivateKeys.of(
        program.setting("adobe.ims.private-key"),
        passphrase(),
        program.setting("adobe.ims.private-key-alias"));
  }

  private X509Certificate readCertificate() {
    return Certificates.of(program.setting("adobe.ims.certificate"), passphrase());
  }

  private char[] passphrase() {
    return program.setting("adobe.ims.private-key-passphrase").toCharArray();
  }
}
