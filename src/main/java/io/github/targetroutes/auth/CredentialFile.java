package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.SecretMask;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A credential as Adobe handed it out, in the settings of this program.
 *
 * @param words what was recognised, in words
 * @param settings keys of {@code application.properties} and their values, without the private key
 * @param privateKey the text of the private key that the file holds; empty where it holds none
 * @param notes what the operator should know about the file, one sentence each
 */
public record CredentialFile(
    String words, Map<String, String> settings, String privateKey, List<String> notes) {

  /**
   * What to take of a file that offers more than one.
   *
   * @param secret which client secret, from 1
   * @param credential the name or id of the credential in a project file; null leaves the choice
   */
  public record Choice(int secret, String credential) {}

  /**
   * Reads a file that Adobe hands out; its form is told from its content, not from its name: the
   * JSON of an OAuth server-to-server or service account credential, a project file, a Postman
   * environment, a properties file of aio-lib-java.
   *
   * @param source names the file in messages
   * @param clock tells whether its certificates are over
   * @throws ConfigurationException when it is none of them, or lacks what belongs to it
   */
  public static CredentialFile read(byte[] content, String source, Choice choice, Clock clock) {
    return new CredentialReader(source, choice, clock).read(content);
  }

  static CredentialFile of(
      CredentialForm form, CredentialFields fields, String source, int secret) {
    CredentialForm.Names names = form.names();
    CredentialForm.OTHER_SECRETS.forEach(name -> fields.all(name).forEach(SecretMask::register));
    List<String> notes = new ArrayList<>();
    String scopes = fields.list(names.scopes());
    String metascopes = fields.list(names.metascopes());
    // Some tools write it as a list of lines.
    String key = String.join("\n", fields.all(names.privateKey()));
    boolean forJwt = !metascopes.isEmpty() || !key.isEmpty();
    boolean jwt = form.grant() == null ? scopes.isEmpty() && forJwt : form.grant() == Grant.JWT;
    if (!jwt && forJwt) {
      notes.add("The file serves OAuth and JWT; OAuth is taken, for Adobe has ended JWT");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("adobe.ims.grant", jwt ? "jwt" : "oauth");
    settings.put("adobe.ims.url", ims(fields.first(names.ims())));
    settings.put("adobe.ims.client-id", fields.require(names.clientId(), form));
    settings.put("adobe.ims.client-secret", secret(form, fields, source, secret, notes));
    settings.put("adobe.ims.organization-id", fields.first(names.organization()));
    settings.put("adobe.ims.technical-account-id", fields.first(names.technicalAccount()));
    settings.put("adobe.ims.scopes", jwt ? "" : scopes);
    settings.put("adobe.ims.metascopes", jwt ? metascopes : "");
    settings.values().removeIf(String::isEmpty);
    String keyText = jwt && !key.isEmpty() ? key(key, names.privateKey() + " in " + source) : "";
    return new CredentialFile(form.words(), settings, keyText, List.copyOf(notes));
  }

  private static String secret(
      CredentialForm form, CredentialFields fields, String source, int number, List<String> notes) {
    String name = form.names().secrets();
    fields.require(name, form);
    List<String> secrets = fields.all(name);
    secrets.forEach(SecretMask::register);
    if (number < 1 || number > secrets.size()) {
      throw new ConfigurationException(
          "There is no client secret %d in %s; choose from 1 to %d with --secret"
              .formatted(number, source, secrets.size()));
    }
    if (secrets.size() > 1) {
      notes.add(
          "Client secret %d of %d is taken; --secret chooses another"
              .formatted(number, secrets.size()));
    }
    return secrets.get(number - 1);
  }

  /** As an address; empty where it is the default. Postman's has no scheme. */
  private static String ims(String host) {
    if (host.isEmpty()) {
      return "";
    }
    String url = (host.contains("://") ? host : "https://" + host).replaceFirst("/+$", "");
    return url.equals("https://ims-na1.adobelogin.com") ? "" : url;
  }

  /**
   * The key in the form in which it is kept. What can be opened is kept as PKCS#8 PEM, whatever
   * became of its line breaks; an encrypted one stays as it is.
   */
  private static String key(String text, String source) {
    SecretMask.register(text);
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    boolean encrypted =
        DerDocument.in(content).stream()
            .filter(DerDocument::holdsPrivateKey)
            .findFirst()
            .filter(document -> document.cipher() != null || document.kind().isEncrypted())
            .isPresent();
    if (encrypted) {
      return DerDocument.text(content);
    }
    PrivateKey key = PrivateKeys.read(content, null, source);
    String pem = PemFile.text("PRIVATE KEY", key.getEncoded());
    SecretMask.register(pem);
    return pem;
  }

  CredentialFile noting(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(notes);
    return new CredentialFile(words, settings, privateKey, List.copyOf(all));
  }

  /** Whether it is a service account's, which signs a JWT. */
  public boolean isJwt() {
    return "jwt".equals(settings.get("adobe.ims.grant"));
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "CredentialFile[" + words + "]";
  }
}
