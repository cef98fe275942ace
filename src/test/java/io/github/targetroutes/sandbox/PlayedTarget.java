package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.MutableClock;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A sandbox with a wide quota and a clock of its own, and short ways to call it. */
final class PlayedTarget implements AutoCloseable {

  static final String NOW = "2026-03-01T12:00:00Z";

  final MutableClock clock = new MutableClock(NOW);
  final SandboxOptions options;
  final Sandbox sandbox;
  final Caller caller;
  private final String token;

  PlayedTarget(Path folder) {
    this(folder, changes -> {});
  }

  PlayedTarget(Path folder, Consumer<SandboxOptions.Builder> changes) {
    SandboxOptions.Builder builder =
        SandboxOptions.builder()
            .stateDirectory(folder)
            .clock(clock)
            .tokenLifetime(Duration.ofDays(400))
            .callsPerMinute(1_000_000)
            .batchDelay(Duration.ZERO);
    changes.accept(builder);
    options = builder.build();
    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
    token = caller.token();
  }

  /** Calls what is behind the tenant's {@code /target}. */
  HttpResponse<String> call(String method, String path, int version, String body) {
    String type = "application/vnd.adobe.target.v" + version + "+json";
    return caller.admin(token, method, path, type, body);
  }

  /** The same with a body of another type. */
  HttpResponse<String> call(String method, String path, String contentType, String body) {
    HttpRequest.Builder request =
        caller
            .to("/" + options.tenant() + "/target" + path)
            .header("Authorization", "Bearer " + token)
            .header("X-Api-Key", options.clientId())
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body));
    return caller.send(request);
  }

  /** The body of an answer that is 200 or 201. */
  JsonNode done(String method, String path, int version, String body) {
    HttpResponse<String> response = call(method, path, version, body);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return Caller.json(response);
  }

  JsonNode get(String path, int version) {
    return done("GET", path, version, null);
  }

  /** Creates something and gives its id. */
  long create(String path, int version, String body) {
    return done("POST", path, version, body).path("id").asLong();
  }

  /** The message of a refusal with this status. */
  String refused(int status, String method, String path, int version, String body) {
    HttpResponse<String> response = call(method, path, version, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Caller.json(response).at("/errors/0/message").asText();
  }

  /** All that the sandbox keeps of one kind, one line each. */
  List<String> state(String kind) {
    return caller.get("/sandbox/state/" + kind).body().lines().toList();
  }

  JsonNode delivery(String session, String body) {
    return Caller.json(
        caller.post(
            "/rest/v1/delivery?client=" + options.clientCode() + "&sessionId=" + session,
            "application/json",
            body));
  }

  static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.path(field).asText()));
    return texts;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
