package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleProfileTest {

  @TempDir Path folder;
  private SandboxOptions options;
  private Sandbox sandbox;
  private Caller caller;

  @BeforeEach
  void start() {
    options = SandboxOptions.builder().stateDirectory(folder).batchDelay(Duration.ZERO).build();
    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private JsonNode attributes(String id) {
    return Caller.json(caller.profile(id)).path("profileAttributes");
  }

  @Test
  void getAndPostUpdateAProfileThatIsThere() {
    caller.process(2, "batch=thirdPartyId,a\nx,1\n");
    HttpResponse<String> got =
        caller.get(
            "/m2/acmeclient/profile/update?mbox3rdPartyId=x&profile.b=%C3%BC%20%26&profile.e=");
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).contains("successfully submitted");
    HttpResponse<String> posted =
        caller.form(
            "/m2/acmeclient/profile/update", Map.of("mbox3rdPartyId", "x", "profile.a", "9+1"));
    assertThat(posted.body()).contains("<success>true</success>");
    assertThat(attributes("x").at("/a/value").asText()).isEqualTo("9+1");
    assertThat(attributes("x").at("/b/value").asText()).isEqualTo("ü &");
    assertThat(attributes("x").has("e")).isFalse();
  }

  @Test
  void bulkReplacesOnlyWhatBulkWrote() {
    caller.process(2, "batch=thirdPartyId,a\nx,1\n");
    caller.get("/m2/acmeclient/profile/update?mbox3rdPartyId=x&profile.live=yes");
    caller.process(2, "batch=thirdPartyId,b\nx,2\n");
    assertThat(attributes("x").has("a")).isFalse();
    assertThat(attributes("x").at("/live/value").asText()).isEqualTo("yes");
  }

  @Test
  void unknownProfileIsAcceptedAndNotCreated() {
    HttpResponse<String> reply =
        caller.get("/m2/acmeclient/profile/update?mbox3rdPartyId=new&profile.a=1");
    assertThat(reply.body()).contains("successfully submitted");
    HttpResponse<String> fetched = caller.profile("new");
    assertThat(fetched.statusCode()).isEqualTo(404);
    assertThat(Caller.json(fetched).path("status").asInt()).isEqualTo(404);
    assertThat(Caller.json(fetched).path("message").asText())
        .isEqualTo("No profile found for client acmeclient with third party id=new");
    assertThat(
            Caller.json(caller.get("/rest/v1/profiles/77?client=acmeclient"))
                .path("message")
                .asText())
        .endsWith("with mboxPC=77");
    assertThat(
            caller
                .get("/rest/v1/profiles/marketingCloudVisitorId/1?client=acmeclient")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void updatesOverTheLimitsAreRefused() {
    String path = "/m2/acmeclient/profile/update";
    assertThat(caller.get(path + "?mboxPC=1&profile.a=" + "v".repeat(8 * 1024)).statusCode())
        .isEqualTo(414);
    assertThat(
            caller
                .form(path, Map.of("mboxPC", "1", "profile.a", "v".repeat(61 * 1024)))
                .statusCode())
        .isEqualTo(413);
    assertThat(
            caller
                .form(path, Map.of("mboxPC", "1", "profile.a", "v".repeat(70 * 1024)))
                .statusCode())
        .isEqualTo(413);
    assertThat(
            caller
                .form(path, Map.of("mboxPC", "1", "profile.a", "v".repeat(59 * 1024)))
                .statusCode())
        .isEqualTo(200);
    assertThat(caller.get(path + "?profile.a=1").statusCode()).isEqualTo(400);
    assertThat(caller.get(path + "?mbox3rdPartyId=a%2Bb&profile.a=1").statusCode()).isEqualTo(400);
  }

  @Test
  void profileTokenIsDemandedWhenSwitchedOn() {
    sandbox.close();
    options = options.toBuilder().profileAuthentication(true).build();
    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
    assertThat(caller.profile("x").statusCode()).isEqualTo(403);
    assertThat(caller.upload(2, "batch=pcId,a\n1,1\n").statusCode()).isEqualTo(403);
    String token =
        Caller.json(
                caller.admin(
                    caller.token(),
                    "POST",
                    "/authentication/token?authorizationScope=profile_api",
                    null,
                    null))
            .path("accessToken")
            .asText();
    HttpResponse<String> fetched =
        caller.send(
            caller
                .to("/rest/v1/profiles/thirdPartyId/x?client=acmeclient")
                .header("Authorization", "Bearer " + token));
    assertThat(fetched.statusCode()).isEqualTo(404);
  }
}
