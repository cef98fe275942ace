package io.github.targetroutes.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.sandbox.Sandbox;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the sandbox tells about itself over HTTP: what Adobe would have seen. */
public record SandboxView(Sandbox sandbox) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Everything under {@code /sandbox/state}. */
  public JsonNode state() {
    return get("/sandbox/state");
  }

  /** How often an operation was called, by the sandbox's name for it, whatever came of it. */
  public int calls(String operation) {
    return state().path("calls").path(operation).path("total").asInt();
  }

  /** How many tokens were handed out. */
  public int tokens() {
    return state().path("tokens").path("issued").asInt();
  }

  /** The last requests, oldest first. */
  public List<JsonNode> requests(int last) {
    List<JsonNode> requests = new ArrayList<>();
    get("/sandbox/requests?last=" + last).forEach(requests::add);
    return requests;
  }

  /** Forgets all that was asked, the tokens, the profiles and the faults. */
  public void reset() {
    send("POST", "/sandbox/reset");
  }

  /** The things of one kind, by their ids, as the sandbox has them. */
  public List<JsonNode> things(String kind) {
    List<JsonNode> things = new ArrayList<>();
    try (MappingIterator<JsonNode> lines =
        JSON.readerFor(JsonNode.class).readValues(send("GET", "/sandbox/state/" + kind))) {
      lines.forEachRemaining(things::add);
      return things;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An attribute of a profile as Target gives it out; empty where there is none. */
  public String attribute(String thirdPartyId, String name) {
    String id = URLEncoder.encode(thirdPartyId, StandardCharsets.UTF_8).replace("+", "%20");
    String client = SandboxOptions.defaults().clientCode();
    String profile = ask("GET", "/rest/v1/profiles/thirdPartyId/" + id + "?client=" + client, "");
    try {
      return JSON.readTree(profile).path("profileAttributes").path(name).path("value").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it answers to anybody's call, whatever the status. */
  public String ask(String method, String path, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(sandbox.url() + path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      return CLIENT.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(send("GET", path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] send(String method, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(sandbox.url() + path).toURL().openConnection();
      connection.setRequestMethod(method);
      try (InputStream body = connection.getInputStream()) {
        return body.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
