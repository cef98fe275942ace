package io.github.targetroutes.auth;

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

  /** The form of {@code POST /ims/exchange/jwt} (archived page "JWT authentication"). */
  public String jwt(String jwt) {
    return form(Map.of("client_id", clientId, "client_secret", clientSecret, "jwt_token", jwt));
  }

  /** The form of {@code POST /ims/token/v3} ("ServerToServerAuthentication/ims.md"). */
  public String oauth() {
    return form(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId,
            "client_secret",
            clientSecret,
            "scope",
            scopes.replaceAll("[,\\s]+", ",")));
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
