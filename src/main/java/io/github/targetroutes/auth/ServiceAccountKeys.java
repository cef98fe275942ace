package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The three files of step 1 of Adobe's article (KA-17522): the private key in PEM, the same key as
 * PKCS#8 in DER ({@code secret.key}), and the certificate that is uploaded to the Console.
 *
 * @param privateKey PKCS#8 in PEM
 * @param secretKey PKCS#8 in DER
 * @param certificate X.509 in PEM
 */
public record ServiceAccountKeys(Path privateKey, Path secretKey, Path certificate) {

  /** The files in a folder, by the names {@code private.key}, secret.key, certificate.pem. */
  public static ServiceAccountKeys in(Path folder) {
    return new ServiceAccountKeys(
        folder.resolve("private.key"),
        folder.resolve("secret.key"),
        folder.resolve("certificate.pem"));
  }

  /**
   * Looks for them before a key is made.
   *
   * @throws ConfigurationException when one is there already
   */
  public void requireAbsent() {
    NewFiles.requireAbsent(List.of(privateKey, secretKey, certificate));
  }

  /**
   * Writes all three, or none of them; the owner alone may read them.
   *
   * @param passphrase encrypts the key in both its files; null or empty when it is to be left plain
   * @throws ConfigurationException when one is there already, or can't be written
   */
  public void write(KeyPair pair, X509Certificate signed, char[] passphrase) {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    byte[] pkcs8 = KeyForm.DER.content(pair.getPrivate(), passphrase, null);
    contents.put(privateKey, KeyForm.pem(pkcs8));
    contents.put(secretKey, pkcs8);
    contents.put(certificate, Certificates.pem(signed));
    NewFiles.write(contents);
  }
}
