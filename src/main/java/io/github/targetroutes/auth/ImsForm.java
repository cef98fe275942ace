package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The forms that IMS takes, with every value encoded: a secret may hold {@code + & = %}. They go in
 * the body, never in the query, where proxies would log them.
 */
public final class ImsForm {

  private String clientId = "";
  private String clientSecret = "";
  private String scopes = "";

  /**
   * The form of {@code POST /ims/exchange/jwt} (archived page "JWT authentication").
   *
   * @throws ConfigurationException when client id or secret is not set
   */
  public String jwt(String jwt) {
    return form(Map.of("client_id", clientId(), "client_secret", secret(), "jwt_token", jwt));
  }

  /**
   * The form of {@code POST /ims/token/v3} ("ServerToServerAuthentication/ims.md").
   *
   * @throws ConfigurationException when client id, secret or scopes are not set
   */
  public String oauth() {
    return form(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId(),
            "client_secret",
            secret(),
            "scope",
            given("adobe.ims.scopes", scopes).replaceAll("[,\\s]+", ",")));
  }

  /**
   * The form of {@code POST /ims/validate_token/v1} (Adobe's libraries aio-lib-java and ims-go).
   *
   * @throws ConfigurationException when the client id is not set
   */
  public String validate(String token) {
    return form(Map.of("type", "access_token", "client_id", clientId(), "token", token));
  }

  /**
   * The form of {@code POST /ims/invalidate_token/v2} (Adobe's libraries aio-lib-ims and ims-go).
   *
   * @throws ConfigurationException when client id or secret is not set
   */
  public String revoke(String token) {
    return form(
        Map.of(
            "token_type",
            "access_token",
            "client_id",
            clientId(),
            "client_secret",
            secret(),
            "token",
            token));
  }

  private String clientId() {
    return given("adobe.ims.client-id", clientId);
  }

  private String secret() {
    return given("adobe.ims.client-secret", clientSecret);
  }

  /** Space around a value comes from copying it. */
  private static String given(String property, String value) {
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(
          property + " is not set; copy it from the credential in Adobe Developer Console.");
    }
    return value.strip();
  }

  private static String form(Map<String, String> fields) {
    return new TreeMap<>(fields)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }

  public void setClientId(String clientId) {
    this.clientId = clientId;
  }

  public void setClientSecret(String clientSecret) {
    this.clientSecret = clientSecret;
  }

  /** Comma or space separated. */
  public void setScopes(String scopes) {
    this.scopes = scopes;
  }
}
