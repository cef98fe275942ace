package io.github.targetroutes.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.targetroutes.ConfigurationException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Map;

/** Signs and verifies JWTs by one fixed algorithm, whatever a token's header says. */
record Jws(JWSAlgorithm algorithm) {

  /**
   * By name.
   *
   * @throws ConfigurationException unless it is RS256, RS384 or RS512
   */
  static Jws of(String algorithm) {
    return switch (algorithm == null ? "" : algorithm.strip()) {
      case "RS256" -> new Jws(JWSAlgorithm.RS256);
      case "RS384" -> new Jws(JWSAlgorithm.RS384);
      case "RS512" -> new Jws(JWSAlgorithm.RS512);
      default ->
          throw new ConfigurationException(
              "adobe.ims.jwt-algorithm is none that Adobe IMS takes; choose RS256, RS384 or"
                  + " RS512.");
    };
  }

  String sign(Map<String, Object> claims, PrivateKey key) {
    Object exp = claims.get("exp");
    if (exp != null && !(exp instanceof Long) && !(exp instanceof Integer)) {
      throw new IllegalArgumentException("The claim exp must be whole seconds since 1970");
    }
    // Both parts as text, because that keeps the members in the order of Adobe's sample.
    String header = "{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}";
    try {
      JWSObject jws =
          new JWSObject(
              JWSHeader.parse(Base64URL.encode(header)),
              new Payload(JSONObjectUtils.toJSONString(claims)));
      jws.sign(new RSASSASigner(key));
      return jws.serialize();
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("The JWT can't be signed by " + algorithm, e);
    }
  }

  Map<String, Object> verify(String token, X509Certificate certificate) {
    if (!(certificate.getPublicKey() instanceof RSAPublicKey publicKey)) {
      throw new CredentialException(
          "The certificate with SHA-1 fingerprint "
              + Certificates.sha1(certificate)
              + " holds no RSA key; name the RSA certificate that Adobe knows.");
    }
    JWSObject jws = parse(token);
    if (!algorithm.equals(jws.getHeader().getAlgorithm())) {
      throw new CredentialException(
          "The JWT names another algorithm than "
              + algorithm
              + ", so it isn't trusted; use that one.");
    }
    if (!canonical(jws.getSignature()) || !fits(jws, publicKey)) {
      throw new CredentialException(
          "The JWT's signature doesn't fit the certificate with SHA-1 fingerprint "
              + Certificates.sha1(certificate)
              + ", so it isn't trusted; sign it with that certificate's key.");
    }
    Map<String, Object> claims = jws.getPayload().toJSONObject();
    if (claims == null) {
      throw malformed();
    }
    return claims;
  }

  private static JWSObject parse(String token) {
    try {
      return JWSObject.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      // Without the cause, whose message shows parts of the token.
      throw malformed();
    }
  }

  /** Whether no other text gives the same bytes: base64 leaves some bits of its end unused. */
  private static boolean canonical(Base64URL part) {
    return part.equals(Base64URL.encode(part.decode()));
  }

  private static boolean fits(JWSObject jws, RSAPublicKey key) {
    try {
      return jws.verify(new RSASSAVerifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static CredentialException malformed() {
    return new CredentialException(
        "What should be a JWT isn't three base64url parts with JSON in them; send it anew.");
  }
}
