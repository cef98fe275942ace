package io.github.targetroutes.auth;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * What a DER document is, told from its structure alone: file names and PEM labels are often wrong.
 */
enum DerKind {
  PKCS8("a private key"),
  ENCRYPTED_PKCS8("an encrypted private key"),
  PKCS1("an RSA private key"),
  SEC1("an EC private key"),
  PKCS12("a PKCS#12 store"),
  CERTIFICATE("a certificate"),
  CERTIFICATE_REQUEST("a certificate request"),
  PUBLIC_KEY("a public key"),
  UNKNOWN("nothing known");

  private final String words;

  DerKind(String words) {
    this.words = words;
  }

  /** The kind in words for a message, such as "a certificate". */
  String words() {
    return words;
  }

  boolean holdsPrivateKey() {
    return compareTo(PKCS12) <= 0;
  }

  /** Whether a passphrase opens it. */
  boolean isEncrypted() {
    return this == ENCRYPTED_PKCS8 || this == PKCS12;
  }

  static DerKind of(byte[] der) {
    ASN1Sequence sequence = sequence(der);
    return sequence == null || sequence.size() < 2 ? UNKNOWN : of(sequence);
  }

  /** The outermost sequence, without any bytes after it; null when there is none. */
  static ASN1Sequence sequence(byte[] der) {
    try (ASN1InputStream in = new ASN1InputStream(der)) {
      return in.readObject() instanceof ASN1Sequence sequence ? sequence : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static DerKind of(ASN1Sequence sequence) {
    ASN1Primitive first = sequence.getObjectAt(0).toASN1Primitive();
    ASN1Primitive second = sequence.getObjectAt(1).toASN1Primitive();
    if (first instanceof ASN1Integer version) {
      return versioned(version, second, sequence.size());
    }
    if (first instanceof ASN1Sequence head) {
      if (second instanceof ASN1OctetString) {
        return ENCRYPTED_PKCS8;
      }
      if (second instanceof ASN1BitString) {
        return PUBLIC_KEY;
      }
      if (second instanceof ASN1Sequence && sequence.size() == 3) {
        return head.size() > 4 ? CERTIFICATE : CERTIFICATE_REQUEST;
      }
    }
    return UNKNOWN;
  }

  private static DerKind versioned(ASN1Integer version, ASN1Primitive second, int size) {
    if (second instanceof ASN1OctetString) {
      return SEC1;
    }
    if (second instanceof ASN1Sequence) {
      return version.hasValue(3) ? PKCS12 : PKCS8;
    }
    if (second instanceof ASN1Integer) {
      return size == 2 ? PUBLIC_KEY : size >= 9 ? PKCS1 : UNKNOWN;
    }
    return UNKNOWN;
  }
}
