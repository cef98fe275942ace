package io.github.targetroutes.cli;

import io.github.targetroutes.auth.AccessToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The forms in which a token is handed on. None of them holds the client secret or the key. */
enum TokenFormat {
  /** The token alone. */
  token("the token") {
    @Override
    String text(AccessToken token, UnaryOperator<String> settings) {
      return token.value() + "\n";
    }
  },
  /** What curl takes with {@code -H @FILE}. */
  header("the headers of a call (curl -H @FILE)") {
    @Override
    String text(AccessToken token, UnaryOperator<String> settings) {
      return "Authorization: Bearer %s\nX-Api-Key: %s\n"
          .formatted(token.value(), settings.apply("adobe.ims.client-id"));
    }
  },
  /** A file of environment variables, for docker, dotenv and the shell. */
  env("environment variables") {
    @Override
    String text(AccessToken token, UnaryOperator<String> settings) {
      StringBuilder lines = new StringBuilder();
      variables(token, settings)
          .forEach(
              (name, value) ->
                  lines
                      .append("ADOBE_")
                      .append(name)
                      .append('=')
                      .append(quoted(value))
                      .append('\n'));
      return lines.toString();
    }
  },
  /** An environment with the names that Adobe's own Postman collections use. */
  postman("a Postman environment") {
    @Override
    String text(AccessToken token, UnaryOperator<String> settings) {
      List<Map<String, Object>> values = new ArrayList<>();
      variables(token, settings)
          .forEach(
              (name, value) -> {
                String type = name.equals(TOKEN) ? "secret" : "default";
                Map<String, Object> variable = new LinkedHashMap<>();
                variable.put("key", name);
                variable.put("value", value);
                variable.put("type", type);
                variable.put("enabled", true);
                values.add(variable);
              });
      Map<String, Object> environment = new LinkedHashMap<>();
      environment.put("name", "Adobe Target (target-routes)");
      environment.put("values", values);
      environment.put("_postman_variable_scope", "environment");
      return Output.toJson(environment) + "\n";
    }
  },
  /** What programs read. */
  json("the token in JSON") {
    @Override
    String text(AccessToken token, UnaryOperator<String> settings) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("access_token", token.value());
      json.put("token_type", "bearer");
      json.put("expires_at", token.expiresAt().toString());
      return Output.toJson(json) + "\n";
    }
  };

  private static final String TOKEN = "ACCESS_TOKEN";

  private final String words;

  TokenFormat(String words) {
    this.words = words;
  }

  /** What a file of this form holds. */
  String words() {
    return words;
  }

  /**
   * The token in this form.
   *
   * @param settings gives the value of a setting
   */
  abstract String text(AccessToken token, UnaryOperator<String> settings);

  private static Map<String, String> variables(AccessToken token, UnaryOperator<String> settings) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(TOKEN, token.value());
    variables.put("API_KEY", settings.apply("adobe.ims.client-id"));
    variables.put("IMS", settings.apply("adobe.ims.url").replaceFirst("^https://", ""));
    variables.put("IMS_ORG", settings.apply("adobe.ims.organization-id"));
    variables.put("TECHNICAL_ACCOUNT_ID", settings.apply("adobe.ims.technical-account-id"));
    variables.put("TENANT", settings.apply("adobe.target.tenant"));
    variables.put("CLIENT_CODE", settings.apply("adobe.target.client-code"));
    variables.put("EXPIRES_AT", token.expiresAt().toString());
    return variables;
  }

  /** In quotes only where the shell needs them: docker takes them as a part of the value. */
  private static String quoted(String value) {
    return value.matches("[\\w.:/@,+=-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
