package io.github.targetroutes.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.target.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A Postman collection (format 2.1) of IMS's and of all of Target's operations. It holds no secret
 * and nothing of one customer: that is in a {@link PostmanEnvironment}.
 */
final class PostmanCollection {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  private static final String DELETES = "clean-up";
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final Map<String, String> CONFIGURED =
      Map.of("tenant", "{{TENANT}}", "client", "{{CLIENT_CODE}}");
  private static final String ABOUT =
      """
      All server-side operations of Adobe Target, and what IMS does for them. Written by Target Routes (`target-routes postman`).

      Import the environment file beside it, choose it, and send any request, or run the whole from top to bottom: what is made \
      is named after Postman and is deleted in the last folder, and settings are written back as they were read.

      - The token is fetched by itself when it is missing or ends within a minute. With `GRANT` `oauth` that needs `CLIENT_SECRET`; \
      with `jwt` it needs `JWT_TOKEN`, which Postman can't sign: `target-routes postman` puts a new one into the environment file. \
      It is good for 5 minutes (`--jwt-lifetime` makes that up to 24 hours), the access token that it is exchanged for for a day.
      - A request whose variables are empty is passed over; the console says which to fill in. So is a request that would hurt \
      others or touches a setting of the whole account, unless `CONFIRM` names it.
      - Target allows 50 calls a minute and answers 503 to more: requests wait for their turn (`CALLS_PER_MINUTE`).
      """;

  private final ExampleCalls calls;
  private final ObjectNode root = JSON.createObjectNode();
  private final ArrayNode folders = JSON.createArrayNode();
  private final ObjectNode rules = JSON.createObjectNode();
  private final ObjectNode keeps = JSON.createObjectNode();

  PostmanCollection(ExampleCalls calls) {
    this.calls = calls;
    ObjectNode info = root.putObject("info");
    info.put("_postman_id", id("collection")).put("name", "Adobe Target").put("schema", SCHEMA);
    info.put("description", ABOUT);
    ims(folder("ims", "What IMS does: tokens."));
    calls
        .groups()
        .forEach((group, own) -> own.forEach(requests(folder(group, "Target: " + group + "."))));
    calls
        .deletes()
        .forEach(requests(folder(DELETES, "Deletes what the other folders made, the last first.")));
    root.set("item", folders);
    bearer(root.putObject("auth"));
    ArrayNode events = root.putArray("event");
    events.add(
        script("prerequest", resource("postman-before.js").replace("/* CALLS */", "" + rules)));
    events.add(script("test", resource("postman-after.js").replace("/* KEEPS */", "" + keeps)));
    ArrayNode variables = root.putArray("variable");
    variables().forEach(name -> variables.addObject().put("key", name).put("value", ""));
  }

  /** As Postman imports it. */
  String json() {
    return Output.toJson(root);
  }

  static String id(String of) {
    return UUID.nameUUIDFromBytes(("target-routes " + of).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private Set<String> variables() {
    Set<String> names = new TreeSet<>();
    calls.all().forEach(call -> names.addAll(call.uses()));
    calls.all().forEach(call -> names.addAll(call.keep().keySet()));
    return names;
  }

  private ArrayNode folder(String name, String about) {
    return folders.addObject().put("name", name).put("description", about).putArray("item");
  }

  private static void bearer(ObjectNode auth) {
    auth.put("type", "bearer")
        .putArray("bearer")
        .addObject()
        .put("key", "token")
        .put("value", "{{ACCESS_TOKEN}}")
        .put("type", "string");
  }

  private static ObjectNode script(String when, String text) {
    ObjectNode event = JSON.createObjectNode().put("listen", when);
    ArrayNode lines = event.putObject("script").put("type", "text/javascript").putArray("exec");
    text.lines().forEach(lines::add);
    return event;
  }

  private static String resource(String name) {
    try (InputStream in = PostmanCollection.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private void ims(ArrayNode folder) {
    form(
        folder,
        "exchange-jwt",
        "/ims/exchange/jwt",
        "jwt",
        "Step 4: exchanges the signed JWT for an access token.",
        List.of(
            "client_id={{API_KEY}}", "client_secret={{CLIENT_SECRET}}", "jwt_token={{JWT_TOKEN}}"));
    form(
        folder,
        "get-oauth-token",
        "/ims/token/v3",
        "oauth",
        "Exchanges client id and secret for an access token.",
        List.of(
            "grant_type=client_credentials",
            "client_id={{API_KEY}}",
            "client_secret={{CLIENT_SECRET}}",
            "scope={{SCOPES}}"));
    for (String name : List.of("exchange-jwt", "get-oauth-token")) {
      keeps.putObject(name).put("ACCESS_TOKEN", "access_token");
    }
    form(
        folder,
        "validate-token",
        "/ims/validate_token/v1",
        null,
        "Asks IMS whether the access token is good.",
        List.of("type=access_token", "client_id={{API_KEY}}", "token={{ACCESS_TOKEN}}"));
    rules.putObject("validate-token").put("token", true);
  }

  private void form(
      ArrayNode folder, String name, String path, String grant, String about, List<String> fields) {
    if (grant != null) {
      rules.putObject(name).put("grant", grant);
    }
    ObjectNode request = folder.addObject().put("name", name).putObject("request");
    request.put("method", "POST").put("description", about).putObject("auth").put("type", "noauth");
    request.putArray("header");
    ArrayNode form = request.putObject("body").put("mode", "urlencoded").putArray("urlencoded");
    for (String field : fields) {
      String[] pair = field.split("=", 2);
      form.addObject().put("key", pair[0]).put("value", pair[1]);
    }
    url(request, "{{IMS_URL}}", path);
  }

  private java.util.function.Consumer<ExampleCall> requests(ArrayNode folder) {
    return call -> request(folder, call);
  }

  private void request(ArrayNode folder, ExampleCall call) {
    Operation operation = call.operation();
    boolean token = isOfGateway(operation);
    ObjectNode rule = rules.putObject(operation.name()).put("token", token);
    rule.put("metered", operation.metered()).put("confirm", call.confirm());
    ObjectNode kept = keeps.putObject(operation.name());
    call.keep().forEach(kept::put);

    ObjectNode request = folder.addObject().put("name", operation.name()).putObject("request");
    request.put("method", operation.method()).put("description", operation.call());
    if (!token) {
      request.putObject("auth").put("type", "noauth");
    }
    ArrayNode headers = request.putArray("header");
    header(headers, "X-Api-Key", token ? "{{API_KEY}}" : null);
    header(headers, "Accept", operation.accept());
    header(headers, "Content-Type", operation.contentType());
    if (operation.contentType() != null && call.body() != null) {
      request.putObject("body").put("mode", "raw").put("raw", call.body().strip());
    }
    ObjectNode url = url(request, server(operation), operation.path());
    ArrayNode query = url.withArray("query");
    call.query().forEach((name, value) -> query.addObject().put("key", name).put("value", value));
    for (String name : operation.queryNames()) {
      if (!call.query().containsKey(name)) {
        query.addObject().put("key", name).put("value", "").put("disabled", true);
      }
    }
    ArrayNode variables = url.putArray("variable");
    call.path()
        .forEach((place, value) -> variables.addObject().put("key", place).put("value", value));
  }

  private static boolean isOfGateway(Operation operation) {
    return operation.host() == Operation.Host.ADMIN
        || operation.host() == Operation.Host.RECOMMENDATIONS;
  }

  private static String server(Operation operation) {
    return switch (operation.host()) {
      case ADMIN -> "{{TARGET_URL}}/{{TENANT}}/target";
      case RECOMMENDATIONS -> "{{TARGET_URL}}/{{TENANT}}/target/recs";
      case EDGE -> "{{EDGE_URL}}";
      case NODE -> "{{batchServer}}";
    };
  }

  private static void header(ArrayNode headers, String name, String value) {
    if (value != null) {
      headers.addObject().put("key", name).put("value", value);
    }
  }

  /** In Postman's parts: a place in the path is {@code :place}. */
  private static ObjectNode url(ObjectNode request, String server, String template) {
    String filled =
        PLACE
            .matcher(template)
            .replaceAll(place -> CONFIGURED.getOrDefault(place.group(1), ":" + place.group(1)));
    String[] parts = filled.split("\\?", 2);
    List<String> path = new ArrayList<>(Arrays.asList((server + parts[0]).split("/")));
    ObjectNode url = request.putObject("url").put("raw", server + filled);
    url.putArray("host").add(path.remove(0));
    path.forEach(url.putArray("path")::add);
    if (parts.length > 1) {
      for (String pair : parts[1].split("&")) {
        String[] value = pair.split("=", 2);
        url.withArray("query").addObject().put("key", value[0]).put("value", value[1]);
      }
    }
    return url;
  }
}
