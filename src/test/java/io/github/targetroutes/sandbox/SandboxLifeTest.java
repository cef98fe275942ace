package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.TestKeys;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxLifeTest {

  @TempDir Path folder;

  private SandboxOptions.Builder options() {
    return SandboxOptions.builder().stateDirectory(folder.resolve("state"));
  }

  private static Path pem(Path file, TestCredential credential) throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(credential.certificate().getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  @Test
  void takenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Sandbox.start(options().port(taken.getLocalPort()).build()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("sandbox.port")
          .hasMessageContaining("taken");
    }
    Sandbox.start(options().build()).close();
  }

  @Test
  void stateFolderServesOneSandboxAtATime() {
    try (Sandbox sandbox = Sandbox.start(options().build())) {
      assertThat(sandbox.port()).isPositive();
      assertThatThrownBy(() -> Sandbox.start(options().build()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("sandbox.state-dir");
    }
    Sandbox.start(options().build()).close();
  }

  @Test
  void closingIsPromptAndEndsItsThreads() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Sandbox sandbox = Sandbox.start(options().build());
    new Caller(sandbox, options().build()).token();
    long start = System.nanoTime();
    sandbox.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .noneMatch(thread -> thread.getName().equals("sandbox-batches"));
  }

  @Test
  void filesAreTheOwnersAlone() throws Exception {
    try (Sandbox sandbox = Sandbox.start(options().build())) {
      assertThat(sandbox.url()).isEqualTo("http://127.0.0.1:" + sandbox.port());
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("state/sandbox.mv"))))
          .isEqualTo("rw-------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("state/uploads"))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void certificateFileMayAppearAndChangeWhileRunning() throws Exception {
    Path file = folder.resolve("certificate.pem");
    SandboxOptions options = options().certificateFiles(List.of(file)).build();
    TestCredential first = TestCredential.valid(TestKeys.ONE);
    TestCredential second = TestCredential.valid(TestKeys.OTHER);
    try (Sandbox sandbox = Sandbox.start(options)) {
      Caller caller = new Caller(sandbox, options);
      assertThat(caller.exchange(first.sign("RS256", caller.claims())).body())
          .contains("Could not match JWT signature");
      pem(file, first);
      assertThat(caller.exchange(first.sign("RS256", caller.claims())).statusCode()).isEqualTo(200);
      pem(file, second);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
      assertThat(caller.exchange(first.sign("RS256", caller.claims())).statusCode()).isEqualTo(400);
      assertThat(caller.exchange(second.sign("RS256", caller.claims())).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void fileWithoutCertificateIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n");
    assertThatThrownBy(() -> Sandbox.start(options().certificateFiles(List.of(file)).build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sandbox.certificate")
        .hasMessageContaining("key.pem");
  }

  @Test
  void propertiesAreReadAndWrongOnesNamed() {
    SandboxOptions read =
        SandboxOptions.fromProperties(
            Map.ofEntries(
                Map.entry("sandbox.port", "8099"),
                Map.entry("sandbox.state-dir", "elsewhere"),
                Map.entry("sandbox.client-id", "id"),
                Map.entry("sandbox.scopes", "openid, target_sdk"),
                Map.entry("sandbox.certificate", "a.pem,b.pem"),
                Map.entry("sandbox.token-lifetime", "PT2H"),
                Map.entry("sandbox.batch-delay", "250ms"),
                Map.entry("sandbox.calls-per-minute", "45"),
                Map.entry("sandbox.tenant", " "),
                Map.entry("sandbox.profile-authentication", "true")));
    assertThat(read.port()).isEqualTo(8099);
    assertThat(read.scopes()).containsExactly("openid", "target_sdk");
    assertThat(read.certificateFiles()).containsExactly(Path.of("a.pem"), Path.of("b.pem"));
    assertThat(read.tokenLifetime()).isEqualTo(Duration.ofHours(2));
    assertThat(read.batchDelay()).isEqualTo(Duration.ofMillis(250));
    assertThat(read.tenant()).isEqualTo(SandboxOptions.defaults().tenant());
    assertThat(read.profileAuthentication()).isTrue();
    for (String[] wrong :
        new String[][] {
          {"port", "eighty"},
          {"port", "70000"},
          {"token-lifetime", "soon"},
          {"token-lifetime", "0s"},
          {"calls-per-minute", "0"},
          {"batch-delay", "-1s"},
          {"profile-authentication", "maybe"}
        }) {
      assertThatThrownBy(
              () -> SandboxOptions.fromProperties(Map.of("sandbox." + wrong[0], wrong[1])))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("sandbox." + wrong[0]);
    }
  }

  @Test
  void stateCountsAndResetForgets() {
    SandboxOptions options = options().batchDelay(Duration.ZERO).build();
    try (Sandbox sandbox = Sandbox.start(options)) {
      Caller caller = new Caller(sandbox, options);
      String token = caller.token();
      caller.oauth("nonsense");
      caller.admin(
          token, "POST", "/offers/content", Caller.OFFERS, "{\"name\":\"a\",\"content\":\"b\"}");
      caller.process(2, "batch=thirdPartyId,a\nx,1\ny,1\n");
      JsonNode state = Caller.json(caller.get("/sandbox/state"));
      assertThat(state.at("/exchanges/oauth").asInt()).isEqualTo(1);
      assertThat(state.at("/exchanges/refused").asInt()).isEqualTo(1);
      assertThat(state.at("/tokens/live").asInt()).isEqualTo(1);
      assertThat(state.at("/calls/offers.create/201").asInt()).isEqualTo(1);
      assertThat(state.at("/calls/profiles.batch-update/total").asInt()).isEqualTo(1);
      assertThat(state.path("profiles").asInt()).isEqualTo(2);
      assertThat(state.path("offers").asInt()).isEqualTo(1);
      assertThat(state.at("/quota/used").asInt()).isGreaterThan(2);
      assertThat(caller.get("/sandbox").body()).contains("Profiles</td><td>2");

      JsonNode requests = Caller.json(caller.get("/sandbox/requests?last=2"));
      assertThat(requests).hasSize(2);
      assertThat(requests.at("/0/path").asText()).startsWith("/m2/acmeclient/");
      JsonNode all = Caller.json(caller.get("/sandbox/requests"));
      assertThat(all.findValuesAsText("path")).contains("/acme/target/offers/content");
      assertThat(all.toString()).contains("Authorization").doesNotContain("Bearer");

      sandbox.faults().add(Fault.html());
      assertThat(caller.post("/sandbox/reset", "text/plain", "").statusCode()).isEqualTo(204);
      JsonNode empty = Caller.json(caller.get("/sandbox/state"));
      assertThat(empty.path("profiles").asInt()).isZero();
      assertThat(empty.path("offers").asInt()).isZero();
      assertThat(empty.path("activities").asInt()).isEqualTo(4);
      assertThat(empty.path("batches")).isEmpty();
      assertThat(empty.path("faults").asInt()).isZero();
      assertThat(empty.at("/tokens/issued").asInt()).isZero();
      assertThat(empty.path("calls")).isEmpty();
      assertThat(caller.admin(token, "GET", "/offers", Caller.OFFERS, null).statusCode())
          .isEqualTo(401);
      caller.process(2, "batch=thirdPartyId,a\nx,1\n");
    }
  }
}
