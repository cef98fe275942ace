package io.github.targetroutes.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.ConfigurationException;

/**
 * What a Postman collection needs to know of one customer, under the names that Adobe's own
 * environment for Postman has ("Download for Postman" in the Console), and some more.
 */
final class PostmanEnvironment {

  private final Session session;
  private final boolean secrets;
  private final ObjectNode root = new ObjectMapper().createObjectNode();
  private final ArrayNode values;

  /**
   * @param jwt signed, to be exchanged; empty where there is none
   * @param secrets whether secrets are written
   * @throws ConfigurationException where the client id or, if it is to be written, the secret is
   *     not set
   */
  PostmanEnvironment(Session session, String profiles, String jwt, boolean secrets) {
    this.session = session;
    this.secrets = secrets;
    root.put("id", PostmanCollection.id("environment " + profiles));
    root.put("name", "Adobe Target (" + profiles + ")");
    values = root.putArray("values");
    setting("API_KEY", required("adobe.ims.client-id"));
    secret("CLIENT_SECRET", secrets ? required("adobe.ims.client-secret") : "");
    setting("GRANT", "adobe.ims.grant");
    setting("SCOPES", "adobe.ims.scopes");
    setting("IMS_ORG", "adobe.ims.organization-id");
    setting("TECHNICAL_ACCOUNT_ID", "adobe.ims.technical-account-id");
    setting("META_SCOPE", "adobe.ims.metascopes");
    secret("JWT_TOKEN", jwt);
    secret("ACCESS_TOKEN", "");
    setting("IMS_URL", "adobe.ims.url");
    setting("TENANT", "adobe.target.tenant");
    setting("CLIENT_CODE", "adobe.target.client-code");
    setting("TARGET_URL", "adobe.target.admin-url");
    setting("EDGE_URL", "adobe.target.edge-url");
    setting("CALLS_PER_MINUTE", "adobe.target.calls-per-minute");
    // Only a sandbox is called by http: there is nobody whom a call could hurt.
    boolean sandbox = session.setting("adobe.target.admin-url").startsWith("http:");
    value("CONFIRM", sandbox ? "all" : "", "default");
    root.put("_postman_variable_scope", "environment");
  }

  private String required(String key) {
    if (session.setting(key).isBlank()) {
      throw new ConfigurationException(
          key
              + " is not set; copy it from the credential in Adobe Developer Console"
              + (key.contains("secret") ? ", or leave secrets out with --without-secrets" : ""));
    }
    return key;
  }

  private void setting(String name, String key) {
    value(name, session.setting(key), "default");
  }

  private void secret(String name, String keyOrValue) {
    String value = keyOrValue.startsWith("adobe.") ? session.setting(keyOrValue) : keyOrValue;
    value(name, secrets ? value : "", "secret");
  }

  private void value(String name, String value, String type) {
    values
        .addObject()
        .put("key", name)
        .put("value", value.strip())
        .put("type", type)
        .put("enabled", true);
  }

  /** As Postman imports it. */
  String json() {
    return Output.toJson(root);
  }
}
