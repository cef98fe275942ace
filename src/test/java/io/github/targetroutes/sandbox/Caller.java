package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A customer's side of the wire, with the JDK's HTTP client. */
final class Caller {

  static final String OFFERS = "application/vnd.adobe.target.v2+json";
  static final String AUDIENCES = "application/vnd.adobe.target.v3+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Sandbox sandbox;
  private final SandboxOptions options;

  Caller(Sandbox sandbox, SandboxOptions options) {
    this.sandbox = sandbox;
    this.options = options;
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.url() + path)).timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(to(path));
  }

  HttpResponse<String> post(String path, String type, String body) {
    return send(to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> form(String path, Map<String, String> fields) {
    return post(path, "application/x-www-form-urlencoded", encoded(fields));
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Claims that the sandbox accepts. */
  ObjectNode claims() {
    return MAPPER
        .createObjectNode()
        .put("exp", Instant.now().getEpochSecond() + 300)
        .put("iss", options.organizationId())
        .put("sub", options.technicalAccountId())
        .put("aud", sandbox.url() + "/c/" + options.clientId())
        .put(sandbox.url() + "/s/ent_marketing_sdk", true);
  }

  Map<String, String> exchangeFields(String jwt) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", options.clientId());
    fields.put("client_secret", options.clientSecret());
    fields.put("jwt_token", jwt);
    return fields;
  }

  HttpResponse<String> exchange(String jwt) {
    return form("/ims/exchange/jwt", exchangeFields(jwt));
  }

  HttpResponse<String> oauth(String scope) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", options.clientId());
    fields.put("client_secret", options.clientSecret());
    fields.put("scope", scope);
    return form("/ims/token/v3", fields);
  }

  String token() {
    return json(oauth("openid,AdobeID,target_sdk")).path("access_token").asText();
  }

  /** An Admin call; {@code path} begins behind the tenant's {@code /target}. */
  HttpResponse<String> admin(String token, String method, String path, String type, String body) {
    HttpRequest.Builder request =
        to("/" + options.tenant() + "/target" + path)
            .header("Authorization", "Bearer " + token)
            .header("X-Api-Key", options.clientId())
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Accept", type).header("Content-Type", type);
    }
    return send(request);
  }

  HttpResponse<String> upload(int version, String batch) {
    return post(
        "/m2/" + options.clientCode() + (version == 2 ? "/v2" : "") + "/profile/batchUpdate",
        "application/x-www-form-urlencoded",
        batch);
  }

  /** Uploads, waits for the end and gives the final status with details. */
  String process(int version, String batch) {
    String reply = upload(version, batch).body();
    String url = element(reply, "batchStatus");
    String path = url.substring(sandbox.url().length()) + "&showDetails=true";
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(path).body(), body -> !element(body, "status").equals("incomplete"));
  }

  HttpResponse<String> profile(String thirdPartyId) {
    return get(
        "/rest/v1/profiles/thirdPartyId/"
            + URLEncoder.encode(thirdPartyId, StandardCharsets.UTF_8).replace("+", "%20")
            + "?client="
            + options.clientCode());
  }

  static String element(String xml, String name) {
    int start = xml.indexOf("<" + name + ">");
    int end = xml.indexOf("</" + name + ">");
    return start < 0 || end < 0 ? "" : xml.substring(start + name.length() + 2, end);
  }
}
