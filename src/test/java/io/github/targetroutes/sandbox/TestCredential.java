package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key pair with a self-signed certificate, and JWTs signed with the JDK alone. */
record TestCredential(KeyPair keys, X509Certificate certificate) {

  private static TestCredential of(KeyPair keys, Instant end) {
    try {
      X500Name name = new X500Name("CN=Test");
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.ONE,
              Date.from(end.minus(Duration.ofDays(365))),
              Date.from(end),
              name,
              keys.getPublic());
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
      return new TestCredential(
          keys, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static TestCredential valid(KeyPair keys) {
    return of(keys, Instant.now().plus(Duration.ofDays(100)));
  }

  static TestCredential expired(KeyPair keys) {
    return of(keys, Instant.now().minus(Duration.ofDays(1)));
  }

  /** {@code algorithm} as the header names it: RS256, RS384 or RS512. */
  String sign(String algorithm, ObjectNode claims) {
    return sign(algorithm, Json.text(claims));
  }

  String sign(String algorithm, String claims) {
    return sign("{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}", algorithm, claims);
  }

  /** With a header that names the algorithm, RS256, and no type. */
  String signUntyped(ObjectNode claims) {
    return sign("{\"alg\":\"RS256\"}", "RS256", Json.text(claims));
  }

  private String sign(String header, String algorithm, String claims) {
    String signed = encode(header) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA" + algorithm.substring(2) + "withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
