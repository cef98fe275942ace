package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;

/**
 * A key or store is encrypted, and the passphrase is missing or wrong. The message tells what to do
 * in the settings; who took the passphrase from elsewhere says it in words of its own.
 */
public final class PassphraseException extends ConfigurationException {

  private static final String SETTING = "adobe.ims.private-key-passphrase";

  private final String source;
  private final boolean missing;

  PassphraseException(String source, boolean missing, Throwable cause) {
    super(
        missing
            ? source + " is encrypted, and no passphrase is given; set " + SETTING + "."
            : source + " isn't opened by the given passphrase; correct " + SETTING + ".",
        cause);
    this.source = source;
    this.missing = missing;
  }

  /** The file or setting that holds the key. */
  public String source() {
    return source;
  }

  /** Whether no passphrase was given; otherwise it is wrong. */
  public boolean missing() {
    return missing;
  }
}
