package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.SecretMask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Marshals a Map of claims to a signed JWT, and unmarshals such a JWT to its claims after verifying
 * the signature. It doesn't judge the claims: whether {@code exp} has passed is for the caller.
 *
 * <p>The algorithm is the configured one, whatever a token's header says (RFC 8725, section 3.1).
 * Key and certificate are read when they are first used, and again when their files change, so that
 * a key is rotated without a restart. Where both are configured, each signing first checks that
 * they are a pair and that the certificate is valid.
 */
public final class JwsDataFormat extends ServiceSupport implements DataFormat, DataFormatName {

  /** In bytes; Adobe's own access tokens have about 2,000. */
  private static final int MAX_TOKEN = 1 << 16;

  private final Reloaded<PrivateKey> keys = new Reloaded<>();
  private final Reloaded<X509Certificate> certificates = new Reloaded<>();
  private String privateKey;
  private String passphrase;
  private String keyAlias;
  private String certificate;
  private String algorithm = "RS256";
  private Clock clock = Clock.systemUTC();

  /** The private key: a file's path, or the PEM or base64 text itself. Marshalling needs it. */
  public void setPrivateKey(String fileOrText) {
    this.privateKey = fileOrText;
  }

  /** What opens an encrypted key or a PKCS#12 store; null or empty when there is none. */
  public void setPassphrase(String passphrase) {
    SecretMask.register(passphrase);
    this.passphrase = passphrase;
  }

  /** The key's name in a PKCS#12 store; needed only when it holds several keys. */
  public void setKeyAlias(String keyAlias) {
    this.keyAlias = keyAlias;
  }

  /**
   * The certificate: a file's path, or the PEM or base64 text itself. Unmarshalling needs it;
   * marshalling checks the key against it when it is set.
   */
  public void setCertificate(String fileOrText) {
    this.certificate = fileOrText;
  }

  /**
   * {@code RS256}, {@code RS384} or {@code RS512}: all that IMS takes (Adobe's archived page on
   * creating a JWT).
   */
  public void setAlgorithm(String algorithm) {
    this.algorithm = algorithm;
  }

  /** What tells the time for the certificate's validity; the system's clock by default. */
  public void setClock(Clock clock) {
    this.clock = clock;
  }

  /**
   * Signs claims and gives the compact form.
   *
   * @throws ConfigurationException when the key, certificate or algorithm can't be used
   * @throws CredentialException when key and certificate are no pair, or the certificate isn't
   *     valid now
   * @throws IllegalArgumentException when {@code exp} isn't a whole number, which IMS answers with
   *     "JWT token is incorrectly formatted"
   */
  public String sign(Map<String, Object> claims) {
    Jws jws = Jws.of(algorithm);
    PrivateKey key = key();
    if (isSet(certificate)) {
      Certificates.check(key, certificate(), clock);
    }
    return jws.sign(claims, key);
  }

  /**
   * Verifies a token in its compact form and gives its claims in their order.
   *
   * @throws ConfigurationException when the certificate or algorithm can't be used
   * @throws CredentialException when the token is malformed, names another algorithm, or has a
   *     signature that doesn't fit the certificate
   */
  public Map<String, Object> verify(String token) {
    return Jws.of(algorithm).verify(token, certificate());
  }

  @Override
  public String getDataFormatName() {
    return "jws";
  }

  /** Writes the compact form, as {@link #sign(Map)} gives it. */
  @Override
  public void marshal(Exchange exchange, Object graph, OutputStream stream) throws Exception {
    Map<?, ?> given =
        exchange.getContext().getTypeConverter().mandatoryConvertTo(Map.class, exchange, graph);
    Map<String, Object> claims = new LinkedHashMap<>();
    given.forEach((name, value) -> claims.put(name.toString(), value));
    stream.write(sign(claims).getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads the compact form and gives the claims, as {@link #verify(String)} does. */
  @Override
  public Object unmarshal(Exchange exchange, InputStream stream) throws IOException {
    byte[] token = stream.readNBytes(MAX_TOKEN + 1);
    if (token.length > MAX_TOKEN) {
      throw new CredentialException("The JWT is longer than 64 KiB, so it isn't read.");
    }
    return verify(new String(token, StandardCharsets.UTF_8));
  }

  @Override
  protected void doStop() {
    keys.clear();
    certificates.clear();
  }

  /** Shows no setting, for each may hold a secret. */
  @Override
  public String toString() {
    return getDataFormatName();
  }

  private PrivateKey key() {
    FileOrText setting = FileOrText.of(privateKey, PrivateKeys.SETTING);
    return keys.get(
        setting.stamp(), () -> PrivateKeys.read(setting, characters(passphrase), keyAlias));
  }

  private X509Certificate certificate() {
    FileOrText setting = FileOrText.of(certificate, Certificates.SETTING);
    return certificates.get(
        setting.stamp(), () -> Certificates.read(setting, characters(passphrase), keyAlias));
  }

  private static boolean isSet(String setting) {
    return setting != null && !setting.isBlank();
  }

  private static char[] characters(String text) {
    return text == null ? null : text.toCharArray();
  }
}
