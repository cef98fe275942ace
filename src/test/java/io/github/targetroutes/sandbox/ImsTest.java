package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.TestKeys;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImsTest {

  private static final TestCredential CREDENTIAL = TestCredential.valid(TestKeys.ONE);
  private static final TestCredential SECOND = TestCredential.valid(TestKeys.OTHER);
  private static final TestCredential EXPIRED = TestCredential.expired(TestKeys.THIRD);

  @TempDir static Path folder;
  private static SandboxOptions options;
  private static Sandbox sandbox;
  private static Caller caller;

  @BeforeAll
  static void start() {
    options =
        SandboxOptions.builder()
            .stateDirectory(folder)
            .metascopes(List.of("ent_marketing_sdk", "ent_smartcontent_sdk"))
            .certificates(
                List.of(EXPIRED.certificate(), CREDENTIAL.certificate(), SECOND.certificate()))
            .build();
    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static HttpResponse<String> exchangeWith(ObjectNode claims) {
    return caller.exchange(CREDENTIAL.sign("RS256", claims));
  }

  private static void refused(
      HttpResponse<String> response, int status, String error, String description) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode body = Caller.json(response);
    assertThat(body.path("error").asText()).isEqualTo(error);
    assertThat(body.path("error_description").asText()).contains(description);
    assertThat(response.headers().firstValue("x-debug-id")).isPresent();
    assertThat(response.headers().firstValue("Date")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512"})
  void jwtExchangeGivesMilliseconds(String algorithm) {
    HttpResponse<String> response = caller.exchange(CREDENTIAL.sign(algorithm, caller.claims()));
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = Caller.json(response);
    assertThat(body.path("token_type").asText()).isEqualTo("bearer");
    assertThat(body.path("expires_in").asLong()).isBetween(86_399_000L, 86_400_000L);
  }

  @Test
  void oauthGivesSeconds() {
    JsonNode body = Caller.json(caller.oauth("openid,AdobeID,target_sdk"));
    assertThat(body.path("expires_in").asLong()).isEqualTo(86_399);
    assertThat(body.path("token_type").asText()).isEqualTo("bearer");
  }

  @Test
  void tokensLookLikeAdobes() throws Exception {
    String jwt = CREDENTIAL.sign("RS256", caller.claims());
    for (String token :
        List.of(Caller.json(caller.exchange(jwt)).path("access_token").asText(), caller.token())) {
      JsonNode header = part(token, 0);
      assertThat(header.path("alg").asText()).isEqualTo("RS256");
      assertThat(header.path("x5u").asText()).isEqualTo("ims_na1-key-1.cer");
      JsonNode payload = part(token, 1);
      assertThat(payload.has("exp")).isFalse();
      assertThat(payload.path("created_at").isTextual()).isTrue();
      assertThat(payload.path("expires_in").isTextual()).isTrue();
      assertThat(payload.path("expires_in").asText()).isEqualTo("86400000");
      assertThat(Instant.ofEpochMilli(payload.path("created_at").asLong()))
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
      assertThat(payload.path("client_id").asText()).isEqualTo(options.clientId());
      assertThat(payload.path("user_id").asText()).isEqualTo(options.technicalAccountId());
      assertThat(payload.path("type").asText()).isEqualTo("access_token");
      assertThat(payload.path("scope").asText()).contains("target_sdk");
    }
  }

  private static JsonNode part(String token, int index) throws Exception {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
  }

  @Test
  void fieldsMayComeAsFormMultipartOrQuery() {
    String jwt = CREDENTIAL.sign("RS256", caller.claims());
    Map<String, String> fields = caller.exchangeFields(jwt);
    assertThat(caller.form("/ims/exchange/jwt/", fields).statusCode()).isEqualTo(200);
    assertThat(caller.form("/ims/exchange/v1/jwt", fields).statusCode()).isEqualTo(200);
    assertThat(
            caller
                .send(
                    caller
                        .to("/ims/exchange/jwt?" + Caller.encoded(fields))
                        .POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(200);
    StringBuilder multipart = new StringBuilder();
    fields.forEach(
        (name, value) ->
            multipart
                .append("--xyz\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
    assertThat(
            caller
                .post(
                    "/ims/exchange/jwt",
                    "multipart/form-data; boundary=xyz",
                    multipart.append("--xyz--\r\n").toString())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void anyRegisteredCertificateMaySign() {
    assertThat(caller.exchange(SECOND.sign("RS256", caller.claims())).statusCode()).isEqualTo(200);
  }

  @Test
  void strangersAndExpiredCertificatesMatchNoBinding() {
    String text = "Could not match JWT signature to any of the bindings";
    refused(
        caller.exchange(TestCredential.valid(TestKeys.FOURTH).sign("RS256", caller.claims())),
        400,
        "invalid_token",
        text);
    refused(caller.exchange(EXPIRED.sign("RS256", caller.claims())), 400, "invalid_token", text);
    String good = CREDENTIAL.sign("RS256", caller.claims());
    String[] parts = good.split("\\.");
    String forged = parts[0] + "." + TestCredential.encode("{\"exp\":1}") + "." + parts[2];
    refused(caller.exchange(forged), 400, "invalid_token", text);
  }

  @Test
  void otherAlgorithmsAreRefused() {
    String[] parts = CREDENTIAL.sign("RS256", caller.claims()).split("\\.");
    for (String algorithm : List.of("none", "HS256", "ES256", "PS256")) {
      String header = TestCredential.encode("{\"alg\":\"" + algorithm + "\"}");
      refused(
          caller.exchange(header + "." + parts[1] + "." + parts[2]),
          400,
          "invalid_signature",
          "RS256");
    }
    String mislabelled =
        TestCredential.encode("{\"alg\":\"RS512\"}") + "." + parts[1] + "." + parts[2];
    refused(caller.exchange(mislabelled), 400, "invalid_token", "Could not match");
  }

  @Test
  void wrongClientAndWrongSecretDiffer() {
    Map<String, String> fields =
        new HashMap<>(caller.exchangeFields(CREDENTIAL.sign("RS256", caller.claims())));
    fields.put("client_secret", "wrong");
    refused(caller.form("/ims/exchange/jwt", fields), 401, "invalid_client", "client_secret");
    fields.put("client_id", "nobody");
    refused(caller.form("/ims/exchange/jwt", fields), 400, "invalid_client", "client_id");
  }

  @Test
  void whatIsNoJwtCanNotBeDecoded() {
    String text = "JWT token is incorrectly formatted, and can not be decoded.";
    refused(caller.exchange("not.a-jwt"), 400, "invalid_token", text);
    refused(caller.exchange("a.b.c"), 400, "invalid_token", text);
    refused(caller.exchange(CREDENTIAL.sign("RS256", "[1]")), 400, "invalid_token", text);
    refused(caller.exchange(""), 400, "invalid_token", "missing");
    refused(
        exchangeWith(caller.claims().put("exp", "2030-01-01T00:00:00Z")),
        400,
        "invalid_token",
        text);
    refused(
        exchangeWith(caller.claims().put("exp", Instant.now().getEpochSecond() + 0.5)),
        400,
        "invalid_token",
        text);
    ObjectNode without = caller.claims();
    without.remove("exp");
    refused(exchangeWith(without), 400, "invalid_token", text);
  }

  @Test
  void expiryMustBeAheadButNotMuchMoreThanADay() {
    long now = Instant.now().getEpochSecond();
    refused(exchangeWith(caller.claims().put("exp", now - 40)), 400, "invalid_token", "expired");
    assertThat(exchangeWith(caller.claims().put("exp", now - 10)).statusCode()).isEqualTo(200);
    assertThat(exchangeWith(caller.claims().put("exp", now + 86_400)).statusCode()).isEqualTo(200);
    refused(exchangeWith(caller.claims().put("exp", now + 87_600)), 400, "bad_request", "24 h");
    refused(exchangeWith(caller.claims().put("exp", now * 1000)), 400, "bad_request", "seconds");
  }

  @Test
  void issuerAndSubjectMustBeTheCustomers() {
    refused(exchangeWith(caller.claims().put("iss", "x@AdobeOrg")), 400, "bad_request", "iss");
    refused(exchangeWith(caller.claims().put("sub", 7)), 400, "bad_request", "sub");
  }

  @Test
  void audienceMustNameThisImsAndTheClient() {
    String text = "The JWT token must contain a valid claims for audience";
    String adobe = "https://ims-na1.adobelogin.com/c/" + options.clientId();
    refused(exchangeWith(caller.claims().put("aud", adobe)), 400, "invalid_client", text);
    refused(
        exchangeWith(caller.claims().put("aud", sandbox.url() + "/c/other")),
        400,
        "invalid_client",
        text);
  }

  @Test
  void metascopesMustBeKnownAndTrue() {
    String subset = "The metascopes in the JWT are not a subset of the metascopes in the binding.";
    String scope = sandbox.url() + "/s/ent_marketing_sdk";
    refused(
        exchangeWith(caller.claims().put(sandbox.url() + "/s/ent_user_sdk", true)),
        400,
        "invalid_scope",
        subset);
    refused(exchangeWith(caller.claims().put(scope, "true")), 400, "invalid_scope", subset);
    refused(exchangeWith(caller.claims().put(scope, false)), 400, "invalid_scope", subset);
    ObjectNode none = caller.claims();
    none.remove(scope);
    refused(exchangeWith(none), 400, "invalid_scope", "valid claims for audience");
  }

  @Test
  void jtiMustGrow() {
    assertThat(exchangeWith(caller.claims().put("jti", "1000")).statusCode()).isEqualTo(200);
    refused(exchangeWith(caller.claims().put("jti", "1000")), 400, "bad_request", "jti");
    refused(exchangeWith(caller.claims().put("jti", "999")), 400, "bad_request", "jti");
    refused(exchangeWith(caller.claims().put("jti", "abc")), 400, "invalid_token", "jti");
    assertThat(exchangeWith(caller.claims().put("jti", "1001")).statusCode()).isEqualTo(200);
    assertThat(exchangeWith(caller.claims()).statusCode()).isEqualTo(200);
  }

  @Test
  void tokenWithoutTheTargetMetascopeOpensNoTarget() {
    ObjectNode claims = caller.claims();
    claims.remove(sandbox.url() + "/s/ent_marketing_sdk");
    claims.put(sandbox.url() + "/s/ent_smartcontent_sdk", true);
    String token = Caller.json(exchangeWith(claims)).path("access_token").asText();
    HttpResponse<String> response = caller.admin(token, "GET", "/offers", Caller.OFFERS, null);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(Caller.json(response).path("error_code").asText()).isEqualTo("403011");
  }

  @Test
  void oauthRefusesUnknownScopesGrantsAndSecrets() {
    refused(caller.oauth("openid,nonsense"), 400, "invalid_scope", "scopes");
    refused(caller.oauth(""), 400, "invalid_scope", "scopes");
    Map<String, String> fields = new HashMap<>();
    fields.put("client_id", options.clientId());
    fields.put("client_secret", "wrong");
    fields.put("grant_type", "client_credentials");
    fields.put("scope", "openid");
    refused(caller.form("/ims/token/v3", fields), 401, "invalid_client", "client_secret");
    fields.put("client_secret", options.clientSecret());
    fields.put("grant_type", "password");
    refused(caller.form("/ims/token/v3", fields), 400, "unsupported_grant_type", "grant_type");
    fields.put("grant_type", "client_credentials");
    assertThat(caller.form("/ims/token/v2", fields).statusCode()).isEqualTo(200);
  }

  @Test
  void oauthTakesBasicCredentials() {
    String basic =
        Base64.getEncoder()
            .encodeToString((options.clientId() + ":" + options.clientSecret()).getBytes());
    HttpResponse<String> response =
        caller.send(
            caller
                .to("/ims/token/v3?grant_type=client_credentials&scope=openid")
                .header("Authorization", "Basic " + basic)
                .POST(BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void invalidatedTokenIsNoLongerValid() {
    String token = caller.token();
    Map<String, String> fields =
        Map.of("type", "access_token", "client_id", options.clientId(), "token", token);
    JsonNode before = Caller.json(caller.form("/ims/validate_token/v1", fields));
    assertThat(before.path("valid").asBoolean()).isTrue();
    assertThat(before.at("/token/client_id").asText()).isEqualTo(options.clientId());
    Map<String, String> invalidate = new HashMap<>(fields);
    invalidate.put("client_secret", options.clientSecret());
    assertThat(caller.form("/ims/invalidate_token/v2", invalidate).statusCode()).isEqualTo(200);
    JsonNode after = Caller.json(caller.form("/ims/validate_token/v1", fields));
    assertThat(after.path("valid").asBoolean()).isFalse();
    assertThat(caller.admin(token, "GET", "/offers", Caller.OFFERS, null).statusCode())
        .isEqualTo(401);
  }

  /** As Adobe's libraries ask: aio-lib-ims by the header, ims-go with the client in another one. */
  @Test
  void tokenToValidateMayComeAsBearer() {
    Map<String, String> fields = Map.of("type", "access_token", "client_id", options.clientId());
    JsonNode answer =
        Caller.json(
            caller.send(
                caller
                    .to("/ims/validate_token/v1")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Authorization", "Bearer " + caller.token())
                    .header("X-IMS-ClientId", options.clientId())
                    .POST(BodyPublishers.ofString(Caller.encoded(fields)))));
    assertThat(answer.path("valid").asBoolean()).isTrue();
    assertThat(answer.at("/token/user_id").asText()).isEqualTo(options.technicalAccountId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"token=x.y.z", "token=", "type=refresh_token&token=x", ""})
  void tokenThatIsNotValidIsNoHttpError(String form) {
    HttpResponse<String> response =
        caller.post(
            "/ims/validate_token/v1",
            "application/x-www-form-urlencoded",
            "client_id=" + options.clientId() + "&" + form);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"valid\":false}");
  }

  @Test
  void revocationNeedsTheClientsSecret() {
    String token = caller.token();
    refused(
        caller.form(
            "/ims/invalidate_token/v2",
            Map.of(
                "token_type",
                "access_token",
                "token",
                token,
                "client_id",
                options.clientId(),
                "client_secret",
                "wrong")),
        401,
        "invalid_client",
        "client_secret");
    assertThat(caller.admin(token, "GET", "/offers", Caller.OFFERS, null).statusCode())
        .isEqualTo(200);
  }

  @Test
  void noTokenOrSecretIsInTheState() throws Exception {
    String token = caller.token();
    Set<String> found = new TreeSet<>();
    try (var files = java.nio.file.Files.walk(folder)) {
      for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
        String content =
            new String(
                java.nio.file.Files.readAllBytes(file),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        if (content.contains(token) || content.contains(options.clientSecret())) {
          found.add(file.toString());
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(options.toString()).doesNotContain(options.clientSecret());
    assertThat(caller.get("/sandbox/requests").body())
        .doesNotContain(token)
        .doesNotContain(options.clientSecret());
  }
}
