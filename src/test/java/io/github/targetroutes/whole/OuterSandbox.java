package io.github.targetroutes.whole;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A sandbox outside of the program's process, asked over HTTP. */
public final class OuterSandbox implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those of the sandbox that the program starts. */
  private static final Consumer<SandboxOptions.Builder> NAMES =
      options -> options.tenant("sandbox").clientCode("sandboxclient");

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestSandbox sandbox;
  private final Path certificate;

  private OuterSandbox(TestSandbox sandbox, Path certificate) {
    this.sandbox = sandbox;
    this.certificate = certificate;
  }

  /** On a port that is free, with a wide quota. */
  public static OuterSandbox start(Path parent) {
    return start(parent, options -> {});
  }

  /**
   * On a port that is free, with a wide quota.
   *
   * @param changes of its options
   */
  public static OuterSandbox start(Path parent, Consumer<SandboxOptions.Builder> changes) {
    try {
      Path folder = Files.createTempDirectory(parent, "sandbox");
      Path certificate = folder.resolve("certificate.pem");
      Certificates.writePem(TestSandbox.CERTIFICATE, certificate);
      return new OuterSandbox(TestSandbox.start(folder, NAMES.andThen(changes)), certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings with which the program calls it. */
  public Map<String, String> settings() {
    SandboxOptions options = sandbox.options();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("adobe.ims.grant", "jwt");
    settings.put("adobe.ims.url", url());
    settings.put("adobe.ims.client-id", options.clientId());
    settings.put("adobe.ims.client-secret", options.clientSecret());
    settings.put("adobe.ims.organization-id", options.organizationId());
    settings.put("adobe.ims.technical-account-id", options.technicalAccountId());
    settings.put("adobe.ims.private-key", sandbox.privateKey().toString());
    settings.put("adobe.ims.certificate", certificate.toString());
    settings.put("adobe.target.tenant", options.tenant());
    settings.put("adobe.target.client-code", options.clientCode());
    settings.put("adobe.target.admin-url", url());
    settings.put("adobe.target.edge-url", url());
    settings.put("adobe.target.burst", "1000");
    settings.put("adobe.target.wait-when-exceeded", "100ms");
    settings.put("error.auth.delay", "20");
    settings.put("error.target.delay", "20");
    settings.put("error.target.pending-delays", "0:50");
    settings.put("sync.look-every", "50");
    return settings;
  }

  public String url() {
    return sandbox.sandbox().url();
  }

  public JsonNode state() {
    return get("/sandbox/state");
  }

  /** All there is of one kind, each as JSON. */
  public List<String> things(String kind) {
    return text(HttpRequest.newBuilder(URI.create(url() + "/sandbox/state/" + kind)))
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
          HttpRequest.newBuilder(URI.create(url() + path))
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
        send(HttpRequest.newBuilder(URI.create(url() + "/ims/token/v3"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id="
                            + sandbox.options().clientId()
                            + "&client_secret="
                            + sandbox.options().clientSecret()
                            + "&scope=openid,AdobeID,target_sdk")))
            .path("access_token")
            .asText();
    JsonNode made =
        send(
            HttpRequest.newBuilder(URI.create(url() + "/sandbox/target/" + path))
                .header("Authorization", "Bearer " + token)
                .header("X-Api-Key", sandbox.options().clientId())
                .header("Content-Type", "application/vnd.adobe.target.v" + version + "+json")
                .POST(BodyPublishers.ofString(json)));
    if (!made.has("id")) {
      throw new IllegalStateException("Target made nothing of " + json + ": " + made);
    }
  }

  /** Scripts misbehaviour: a fault or an array of faults, as JSON. */
  public void faults(String json) {
    send(
        HttpRequest.newBuilder(URI.create(url() + "/sandbox/faults"))
            .POST(BodyPublishers.ofString(json)));
  }

  /** Begins anew, without faults. */
  public void reset() {
    send(
        HttpRequest.newBuilder(URI.create(url() + "/sandbox/reset")).POST(BodyPublishers.noBody()));
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url() + path)));
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
    sandbox.close();
  }
}
