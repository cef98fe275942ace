package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An opened PKCS#12 store (.p12, .pfx), whose one password opens the store and its keys. */
final class Pkcs12 {

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
            : source + " holds several keys, " + keys + "; set adobe.ims.private-key-alias.");
  }

  private List<String> keyAliases() throws GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        keys.add(alias);
      }
    }
    return keys;
  }

  private ConfigurationException damaged(Exception cause) {
    return new ConfigurationException(
        source + " is a PKCS#12 store that can't be opened, maybe damaged; export it anew.", cause);
  }
}
