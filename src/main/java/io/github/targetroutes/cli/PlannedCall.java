package io.github.targetroutes.cli;

import io.github.targetroutes.target.Operations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * A call as {@code target-call} would send it.
 *
 * @param headers without the token
 * @param authenticated whether a token goes along
 */
record PlannedCall(String method, String url, Map<String, String> headers, boolean authenticated) {

  private static final String AUTHORIZATION = "Authorization";

  static PlannedCall of(Session session, Exchange exchange) {
    session.bean("operations", Operations.class).prepare(exchange);
    boolean authenticated = "ACCESS".equals(exchange.getVariable("target.token", String.class));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", exchange.getVariable("target.accept", String.class));
    headers.put("Content-Type", exchange.getVariable("target.content-type", String.class));
    headers.put("X-Api-Key", authenticated ? session.setting("adobe.ims.client-id") : null);
    headers.values().removeIf(value -> value == null);
    return new PlannedCall(
        exchange.getVariable("target.method", String.class),
        exchange.getVariable("target.url", String.class),
        headers,
        authenticated);
  }

  /** For people: as on the wire. */
  String text(CallBody body) throws IOException {
    String head =
        all("Bearer ***").entrySet().stream()
            .map(header -> "\n" + header.getKey() + ": " + header.getValue())
            .collect(Collectors.joining("", method + " " + url, ""));
    return body.isEmpty() ? head : head + "\n\n" + content(body);
  }

  Map<String, Object> json(CallBody body) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", method);
    json.put("url", url);
    json.put("headers", all("Bearer ***"));
    json.put("body", body.isEmpty() ? null : content(body));
    return json;
  }

  /** For a shell, with the token in its variable {@code TOKEN}. */
  String curl(CallBody body) {
    StringBuilder curl = new StringBuilder();
    if (authenticated) {
      curl.append("# TOKEN=$(target-routes token)\n");
    }
    curl.append("curl -sS");
    if (!method.equals("GET")) {
      curl.append(" -X ").append(method);
    }
    curl.append(' ').append(quoted(url));
    if (authenticated) {
      curl.append(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
    }
    headers.forEach((name, value) -> curl.append(" \\\n  -H ").append(quoted(name + ": " + value)));
    if (!body.isEmpty()) {
      curl.append(" \\\n  --data-binary ").append(quoted(body.forCurl()));
    }
    return curl.toString();
  }

  /** Between single quotes a shell changes nothing. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private Map<String, String> all(String token) {
    Map<String, String> all = new LinkedHashMap<>();
    if (authenticated) {
      all.put(AUTHORIZATION, token);
    }
    all.putAll(headers);
    return all;
  }

  private static String content(CallBody body) throws IOException {
    try (InputStream in = body.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
