package io.github.targetroutes.auth;

import java.nio.file.Files;
import java.nio.file.Path;

/** The settings that make up a credential, and where a person finds each. */
public enum CredentialSetting {
  GRANT("adobe.ims.grant", "oauth, or jwt for a service account"),
  URL("adobe.ims.url", "https://ims-na1.adobelogin.com"),
  CLIENT_ID("adobe.ims.client-id", "Developer Console, page of the credential: Client ID"),
  CLIENT_SECRET(
      "adobe.ims.client-secret",
      "Developer Console, page of the credential: Retrieve client secret"),
  ORGANIZATION(
      "adobe.ims.organization-id", "Developer Console, page of the credential: Organization ID"),
  TECHNICAL_ACCOUNT(
      "adobe.ims.technical-account-id",
      "Developer Console, page of the credential: Technical Account ID"),
  SCOPES("adobe.ims.scopes", "Developer Console, page of the credential: Scopes"),
  METASCOPES("adobe.ims.metascopes", "ent_marketing_sdk for Target"),
  PRIVATE_KEY(
      "adobe.ims.private-key",
      "the file that was made with the certificate (in the config.zip, where the Console made it);"
          + " Adobe keeps no copy"),
  PASSPHRASE("adobe.ims.private-key-passphrase", "chosen when the key was made"),
  KEY_ALIAS("adobe.ims.private-key-alias", "chosen when the PKCS#12 store was made"),
  CERTIFICATE("adobe.ims.certificate", "the file that was given to the Console"),
  TENANT(
      "adobe.target.tenant",
      "the subdomain in the address bar of Experience Cloud,"
          + " https://<tenant>.experiencecloud.adobe.com (not the client code)"),
  CLIENT_CODE("adobe.target.client-code", "Target: Administration, Implementation, Client code");

  /** A secret that is shorter shows no part of itself. */
  private static final int LONG_SECRET = 24;

  private static final String MASK = "***";

  private final String key;
  private final String where;

  CredentialSetting(String key, String where) {
    this.key = key;
    this.where = where;
  }

  /** The key in {@code application.properties}. */
  public String key() {
    return key;
  }

  /** Where a person finds the value. */
  public String where() {
    return where;
  }

  /** Whether nothing goes without it. */
  public boolean isNeeded(boolean jwt) {
    return switch (this) {
      case ORGANIZATION, TECHNICAL_ACCOUNT, METASCOPES, PRIVATE_KEY -> jwt;
      case SCOPES -> !jwt;
      case PASSPHRASE, KEY_ALIAS, CERTIFICATE -> false;
      default -> true;
    };
  }

  /**
   * The value as it may be shown. Of a client secret, the last four characters tell one from
   * another; of a passphrase or a short secret nothing is shown, of a key's file its name.
   */
  public String shown(String value) {
    if (value.isEmpty()) {
      return "";
    }
    return switch (this) {
      case CLIENT_SECRET ->
          value.length() < LONG_SECRET ? MASK : MASK + value.substring(value.length() - 4);
      case PASSPHRASE -> MASK;
      case PRIVATE_KEY -> privateKey(value);
      default -> value;
    };
  }

  private static String privateKey(String value) {
    if (FileOrText.holdsText(value)) {
      return MASK + " (the key itself)";
    }
    Path file = Path.of(value);
    if (!Files.exists(file)) {
      return value + " (no such file)";
    }
    return PrivateKeys.readableByOthers(file) ? value + " (others may read it: chmod 600)" : value;
  }
}
