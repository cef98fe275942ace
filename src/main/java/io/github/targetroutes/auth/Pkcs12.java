package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A PKCS#12 store (.p12, .pfx), whose one password opens the store and its keys. */
final class Pkcs12 {

  /** What new stores call their one key; openssl shows it as friendlyName. */
  static final String ALIAS = "adobe";

  private final KeyStore store;
  private final char[] password;
  private final String source;

  /**
   * Opens a store.
   *
   * @param passphrase null or empty for a store that is made with an empty password
   * @throws ConfigurationException when the passphrase is missing or wrong, or the store is damaged
   */
  Pkcs12(byte[] content, char[] passphrase, String source) {
    this.source = source;
    this.password = passphrase == null ? new char[0] : passphrase;
    if (!ascii(password)) {
      throw new ConfigurationException(
          source
              + " is a PKCS#12 store, and the passphrase has other characters than ASCII, which"
              + " Java doesn't take for these; export it anew with another one.");
    }
    try {
      store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException
          ? KeyDecryption.refused(passphrase, source, e)
          : damaged(e);
    } catch (GeneralSecurityException e) {
      throw damaged(e);
    }
  }

  /**
   * A new store with one key and its certificate, encrypted by AES-256 as Java does by default.
   *
   * @param passphrase not empty, ASCII only
   * @throws ConfigurationException when the passphrase has other characters than ASCII
   */
  static byte[] store(PrivateKey key, X509Certificate certificate, char[] passphrase) {
    if (!ascii(passphrase)) {
      throw new ConfigurationException(
          "The passphrase of a PKCS#12 store must have ASCII characters only, for programs differ"
              + " in how they read others; choose another one.");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, key, passphrase, new Certificate[] {certificate});
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      store.store(content, passphrase);
      return content.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The private key.
   *
   * @param alias its name in the store, in any case; null or blank when the store holds one key
   */
  PrivateKey privateKey(String alias) {
    try {
      if (store.getKey(keyAlias(alias), password) instanceof PrivateKey key) {
        return key;
      }
      throw new ConfigurationException(
          source + " holds a secret key, not a private one; name another store.");
    } catch (UnrecoverableKeyException e) {
      throw new ConfigurationException(
          source
              + " has another password for its key than for itself; export it anew with one"
              + " password for both.",
          e);
    } catch (GeneralSecurityException e) {
      throw damaged(e);
    }
  }

  /** The certificate of the private key, or the only certificate of a store without keys. */
  X509Certificate certificate(String alias) {
    try {
      List<String> aliases = Collections.list(store.aliases());
      String name =
          keyAliases().isEmpty() && aliases.size() == 1 ? aliases.get(0) : keyAlias(alias);
      if (store.getCertificate(name) instanceof X509Certificate certificate) {
        return certificate;
      }
      throw new ConfigurationException(
          source + " holds no certificate; export it anew with the certificate in it.");
    } catch (GeneralSecurityException e) {
      throw damaged(e);
    }
  }

  /** The aliases of all private keys; may be empty. */
  List<String> keyAliases() {
    try {
      List<String> keys = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
        }
      }
      return keys;
    } catch (GeneralSecurityException e) {
      throw damaged(e);
    }
  }

  private String keyAlias(String wanted) throws GeneralSecurityException {
    List<String> keys = keyAliases();
    if (wanted != null && !wanted.isBlank()) {
      if (store.isKeyEntry(wanted)) {
        return wanted;
      }
      throw new ConfigurationException(
          source + " holds no key with the alias " + wanted + "; it holds " + keys + ".");
    }
    if (keys.size() == 1) {
      return keys.get(0);
    }
    throw new ConfigurationException(
        keys.isEmpty()
            ? source + " holds no private key; export it anew with the key in it."
            : source
                + " holds several keys, "
                + keys
                + "; name one by its alias (adobe.ims.private-key-alias, or --alias).");
  }

  private static boolean ascii(char[] text) {
    return new String(text).chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private ConfigurationException damaged(Exception cause) {
    return new ConfigurationException(
        source + " is a PKCS#12 store that can't be opened, maybe damaged; export it anew.", cause);
  }
}
