package io.github.targetroutes.whole;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sandbox alone, in a process of its own ({@code target-routes sandbox}), asked over HTTP. */
public final class SandboxProgram implements AutoCloseable {

  private static final String CLIENT_ID = "4299134e74d54d56acf2a78b72a7e41e";

  static final String CLIENT_SECRET = "sandbox-secret";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final WorkFolder home;
  private final Program program;
  private final String url;

  private SandboxProgram(WorkFolder home, Map<String, String> settings) {
    this.home = home;
    this.program = home.run(settings, "sandbox");
    this.url = program.says("IMS and Target play on (http://[\\d.:]+)").group(1);
  }

  /** On a port that is free, from the routes and settings of the class path, with a wide quota. */
  public static SandboxProgram start(Path parent, Map<String, String> changes) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sandbox.port", "0");
    settings.put("sandbox.calls-per-minute", "100000");
    settings.putAll(changes);
    return new SandboxProgram(WorkFolder.bare(parent).withKeyPair(), settings);
  }

  /** The settings with which the program calls it. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("adobe.ims.grant", "jwt");
    settings.put("adobe.ims.url", url);
    settings.put("adobe.ims.client-id", CLIENT_ID);
    settings.put("adobe.ims.client-secret", CLIENT_SECRET);
    settings.put("adobe.ims.organization-id", "90512A9C5A67B7810A495C94@AdobeOrg");
    settings.put("adobe.ims.technical-account-id", "9CB1299D58B3EC6F0A495C7F@techacct.adobe.com");
    settings.put("adobe.ims.private-key", privateKey().toString());
    settings.put("adobe.ims.certificate", home.path("data/sandbox/certificate.pem").toString());
    settings.put("adobe.target.tenant", "sandbox");
    settings.put("adobe.target.client-code", "sandboxclient");
    settings.put("adobe.target.admin-url", url);
    settings.put("adobe.target.edge-url", url);
    settings.put("adobe.target.burst", "1000");
    settings.put("adobe.target.wait-when-exceeded", "100ms");
    settings.put("error.auth.delay", "20");
    settings.put("error.target.delay", "20");
    settings.put("error.target.pending-delays", "0:50");
    return settings;
  }

  public Path privateKey() {
    return home.path("data/sandbox/private.key");
  }

  public String url() {
    return url;
  }

  public JsonNode state() {
    return get("/sandbox/state");
  }

  /** All there is of one kind, each as JSON. */
  public List<String> things(String kind) {
    return text(HttpRequest.newBuilder(URI.create(url + "/sandbox/state/" + kind)))
        .lines()
        .toList();
  }

  /** The last calls, without secrets. */
  public JsonNode requests() {
    return get("/sandbox/requests?last=10000");
  }

  /** A profile's attributes, or a missing node. */
  public JsonNode profile(String thirdPartyId) {
    return get("/rest/v1/profiles/thirdPartyId/" + thirdPartyId + "?client=sandboxclient")
        .path("profileAttributes");
  }

  /** Waits until there are so many profiles. */
  public void untilProfiles(int number) {
    await().until(() -> state().path("profiles").asInt() == number);
  }

  /** Calls it as a program would. */
  public void post(String path, String body) {
    try {
      http.send(
          HttpRequest.newBuilder(URI.create(url + path))
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes an object in Target, as another client of its does.
   *
   * @param path within the Admin API, as in {@code offers/content}
   * @param version of the operation
   */
  public void create(String path, int version, String json) {
    String token =
        send(HttpRequest.newBuilder(URI.create(url + "/ims/token/v3"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id="
                            + CLIENT_ID
                            + "&client_secret="
                            + CLIENT_SECRET
                            + "&scope=openid,AdobeID,target_sdk")))
            .path("access_token")
            .asText();
    JsonNode made =
        send(
            HttpRequest.newBuilder(URI.create(url + "/sandbox/target/" + path))
                .header("Authorization", "Bearer " + token)
                .header("X-Api-Key", CLIENT_ID)
                .header("Content-Type", "application/vnd.adobe.target.v" + version + "+json")
                .POST(BodyPublishers.ofString(json)));
    if (!made.has("id")) {
      throw new IllegalStateException("Target made nothing of " + json + ": " + made);
    }
  }

  /** Scripts misbehaviour: a fault or an array of faults, as JSON. */
  public void faults(String json) {
    send(
        HttpRequest.newBuilder(URI.create(url + "/sandbox/faults"))
            .POST(BodyPublishers.ofString(json)));
  }

  /** Begins anew, without faults. */
  public void reset() {
    send(HttpRequest.newBuilder(URI.create(url + "/sandbox/reset")).POST(BodyPublishers.noBody()));
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      return JSON.readTree(text(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
