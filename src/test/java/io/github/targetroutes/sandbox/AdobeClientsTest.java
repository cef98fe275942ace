package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.TestKeys;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Adobe's own clients and samples can be tried against the sandbox: each request here has the path,
 * the encoding and the fields that the client of its name sends.
 */
class AdobeClientsTest {

  private static final String SCOPES = "openid,AdobeID,target_sdk,read_organizations";
  private static final String BOUNDARY = "--------------------------329875019243860154785412";

  private static final TestCredential CREDENTIAL = TestCredential.valid(TestKeys.ONE);

  @TempDir static Path folder;
  private static SandboxOptions options;
  private static Sandbox sandbox;
  private static Caller caller;

  @BeforeAll
  static void start() {
    options =
        SandboxOptions.builder()
            .stateDirectory(folder)
            .certificates(List.of(CREDENTIAL.certificate()))
            .build();
    sandbox = Sandbox.start(options);
    caller = new Caller(sandbox, options);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  /** ImsApi.getAccessToken with the claims of JwtTokenBuilder: an {@code iat}, good for 180 s. */
  @Test
  void aioLibJavaExchangesAJwt() {
    String jwt = CREDENTIAL.sign("RS256", claims(180).put("iat", now()));

    opensTarget(caller.form("/ims/exchange/jwt", caller.exchangeFields(jwt)));
  }

  /** ImsApi.getOAuthAccessToken: the client id in the query, the rest in the body. */
  @Test
  void aioLibJavaGetsATokenByOauth() {
    String body =
        "client_secret="
            + options.clientSecret()
            + "&grant_type=client_credentials&scope="
            + SCOPES;

    opensTarget(
        caller.post(
            "/ims/token/v3?client_id=" + options.clientId(),
            "application/x-www-form-urlencoded",
            body));
  }

  /** Its TokenValidation reads {@code valid}, and so do those of the other clients. */
  @Test
  void aioLibJavaValidatesAToken() {
    assertValid(caller.form("/ims/validate_token/v1", validation(caller.token())));
  }

  /** authorize(): multipart in chunks, and a slash at the end of the path. */
  @Test
  void jwtAuthExchangesAJwt() {
    opensTarget(multipart("/ims/exchange/jwt/", exchange(300)));
  }

  /** Ims.exchangeJwtToken, with the JWT of aio-lib-ims-jwt. */
  @Test
  void aioLibImsExchangesAJwt() {
    opensTarget(multipart("/ims/exchange/jwt", exchange(300)));
  }

  /** Ims.getAccessTokenByClientCredentials: the older address, and the organisation. */
  @Test
  void aioLibImsGetsATokenByClientCredentials() {
    Map<String, String> fields = oauth();
    fields.put("org_id", options.organizationId());

    opensTarget(multipart("/ims/token/v2", fields));
  }

  /** It reads a token's end from the token itself. */
  @Test
  void aioLibImsReadsTheTokensEnd() throws Exception {
    JsonNode payload = Json.read(Base64.getUrlDecoder().decode(caller.token().split("\\.")[1]));

    long end = payload.path("created_at").asLong() + payload.path("expires_in").asLong();
    assertThat(Instant.ofEpochMilli(end))
        .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_500));
  }

  /** Ims.validateToken: the token is in the header alone. */
  @Test
  void aioLibImsValidatesAToken() {
    String token = caller.token();
    Map<String, String> fields = validation(token);
    fields.remove("token");

    assertValid(multipart("/ims/validate_token/v1", fields, "Authorization", "Bearer " + token));
  }

  /** Ims.invalidateToken: everything that was made with the token goes with it. */
  @Test
  void aioLibImsInvalidatesAToken() {
    String token = caller.token();

    assertThat(multipart("/ims/invalidate_token/v2", invalidation(token)).statusCode())
        .isEqualTo(200);
    assertInvalid(token);
  }

  /** ExchangeJWT: an address with a version, a JWT for half an hour, and the token's audiences. */
  @Test
  void imsGoExchangesAJwt() {
    String fields = Caller.encoded(exchange(1800));

    opensTarget(
        caller.post(
            "/ims/exchange/v1/jwt",
            "application/x-www-form-urlencoded",
            fields + "&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example"));
  }

  /** Its newer ValidateToken posts a form and names the client in a header. */
  @Test
  void imsGoValidatesAToken() {
    assertValid(
        caller.send(
            form("/ims/validate_token/v1", validation(caller.token()))
                .header("X-IMS-ClientId", options.clientId())));
  }

  /** Its older one asks by GET. */
  @Test
  void olderImsGoValidatesAToken() {
    assertValid(caller.get("/ims/validate_token/v1?" + Caller.encoded(validation(caller.token()))));
  }

  @Test
  void imsGoInvalidatesAToken() {
    String token = caller.token();

    HttpResponse<String> response =
        caller.send(
            form("/ims/invalidate_token/v2", invalidation(token))
                .header("X-IMS-ClientId", options.clientId()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertInvalid(token);
  }

  /** AccessRequest: a JWT for a whole day, and a header against caches. */
  @Test
  void umapiClientExchangesAJwt() {
    opensTarget(
        caller.send(
            form("/ims/exchange/jwt", exchange(86_400)).header("Cache-Control", "no-cache")));
  }

  /** The collection "Identity Management Service": a bare header, and ten minutes over a day. */
  @Test
  void postmanSampleExchangesAJwt() {
    String jwt = CREDENTIAL.signUntyped(claims(87_000));

    opensTarget(multipart("/ims/exchange/jwt/", caller.exchangeFields(jwt)));
  }

  /** The first documents of the Target APIs put all three into the query. */
  @Test
  void firstTargetDocumentsExchangeAJwt() {
    opensTarget(
        caller.send(
            caller
                .to("/ims/exchange/jwt?" + Caller.encoded(exchange(300)))
                .header("Cache-Control", "no-cache")
                .POST(BodyPublishers.noBody())));
  }

  /** What IMS's discovery document calls {@code client_secret_basic}. */
  @Test
  void oauthLibrariesSendBasicCredentials() {
    Map<String, String> fields = oauth();
    String pair = fields.remove("client_id") + ":" + fields.remove("client_secret");

    opensTarget(
        caller.send(
            form("/ims/token/v3", fields)
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(pair.getBytes(StandardCharsets.UTF_8)))));
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static ObjectNode claims(long seconds) {
    return caller.claims().put("exp", now() + seconds);
  }

  private static Map<String, String> exchange(long seconds) {
    return caller.exchangeFields(CREDENTIAL.sign("RS256", claims(seconds)));
  }

  private static Map<String, String> oauth() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", options.clientId());
    fields.put("client_secret", options.clientSecret());
    fields.put("scope", SCOPES);
    return fields;
  }

  private static Map<String, String> validation(String token) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("type", "access_token");
    fields.put("client_id", options.clientId());
    fields.put("token", token);
    return fields;
  }

  private static Map<String, String> invalidation(String token) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("token_type", "access_token");
    fields.put("token", token);
    fields.put("cascading", "all");
    fields.put("client_id", options.clientId());
    fields.put("client_secret", options.clientSecret());
    return fields;
  }

  private static HttpRequest.Builder form(String path, Map<String, String> fields) {
    return caller
        .to(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(Caller.encoded(fields)));
  }

  private static HttpResponse<String> multipart(
      String path, Map<String, String> fields, String... headers) {
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(BOUNDARY, name, value)));
    byte[] bytes =
        body.append("--" + BOUNDARY + "--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    // Of a stream the length is not known: it goes in chunks.
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    HttpRequest.Builder request =
        caller
            .to(path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(chunked);
    return caller.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static void opensTarget(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode body = Caller.json(response);
    assertThat(body.path("token_type").asText()).isEqualTo("bearer");
    assertThat(body.path("expires_in").isIntegralNumber()).isTrue();
    String token = body.path("access_token").asText();
    assertThat(caller.admin(token, "GET", "/offers", Caller.OFFERS, null).statusCode())
        .isEqualTo(200);
  }

  private static void assertValid(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Caller.json(response).path("valid").asBoolean()).isTrue();
  }

  private static void assertInvalid(String token) {
    JsonNode answer = Caller.json(caller.form("/ims/validate_token/v1", validation(token)));
    assertThat(answer.path("valid").asBoolean(true)).isFalse();
  }
}
