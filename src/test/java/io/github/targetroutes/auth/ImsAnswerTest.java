package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.targetroutes.MutableClock;
import io.github.targetroutes.auth.ImsFault.Kind;
import io.github.targetroutes.ops.SecretMask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImsAnswerTest {

  private static final String NOW = "Thu, 1 Jan 2026 00:00:00 GMT";
  private static final Duration DAY = Duration.ofDays(1);

  private final MutableClock clock = new MutableClock("2026-01-01T00:00:00Z");
  private final ImsAnswer answers = new ImsAnswer();

  ImsAnswerTest() {
    answers.setClock(clock);
    answers.setImsUrl("https://ims");
  }

  @ParameterizedTest
  @ValueSource(strings = {"86400000", "\"86400000\"", "86400000.0"})
  void lifetimeAfterAJwtIsInMilliseconds(String expiresIn) {
    assertThat(answers.jwt(opaque(expiresIn)).lifetime()).isEqualTo(DAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"86400", "\"86400\"", "86400.0"})
  void lifetimeAfterOauthIsInSeconds(String expiresIn) {
    assertThat(answers.oauth(opaque(expiresIn)).lifetime()).isEqualTo(DAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"86399990", "0", "-1", "null", "\"soon\"", "9e99"})
  void endInTheTokenItselfGoesBeforeTheStatedLifetime(String expiresIn) {
    String token = token("\"" + clock.millis() + "\"", "\"86400000\"");

    assertThat(answers.jwt(success(token, expiresIn)).lifetime()).isEqualTo(DAY);
    assertThat(answers.oauth(success(token, expiresIn)).lifetime()).isEqualTo(DAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-86400", "null", "\"soon\"", "{}"})
  void opaqueTokenWithoutALifetimeIsAskedForAgain(String expiresIn) {
    ImsFault fault = fault(Grant.OAUTH, opaque(expiresIn));

    assertThat(fault.isRepeatable()).isTrue();
    assertThat(fault).hasMessageContaining("lifetime (expires_in) is missing or over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "9e99", "86400000000"})
  void lifetimeBeyondReasonIsCut(String expiresIn) {
    assertThat(answers.oauth(opaque(expiresIn)).lifetime()).isEqualTo(Duration.ofDays(30));
    assertThat(answers.jwt(opaque(expiresIn)).lifetime()).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, 1", "-5, 86400000", "0, 86400000", "x, y", "1767225600000, 0"})
  void unreadableEndInTheTokenLeavesTheStatedLifetime(String createdAt, String expiresIn) {
    String token = token('"' + createdAt + '"', '"' + expiresIn + '"');

    assertThat(answers.oauth(success(token, "3600")).lifetime()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "'Fri, 2 Jan 2026 00:00:00 GMT', PT24H",
    "'Wed, 31 Dec 2025 00:00:00 GMT', -PT24H",
    "'Thu, 1 Jan 2026 00:00:01 GMT', PT0S",
    "rubbish, PT0S"
  })
  void tokenLivesAsLongOnAClockThatIsWrong(String date, Duration imsAhead) {
    String createdAt = Long.toString(clock.instant().plus(imsAhead).toEpochMilli());
    Exchange answer = success(token(createdAt, "86400000"), "1");
    answer.getMessage().setHeader("Date", date);

    assertThat(answers.oauth(answer).lifetime()).isEqualTo(DAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{", "[]", "null", "\"x\"", "{}", "{\"access_token\":\"  \"}"})
  void successWithoutATokenIsNotFromIms(String body) {
    ImsFault fault = fault(Grant.OAUTH, answer(200, body));

    assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(fault).hasMessageContaining("200 without an access token");
  }

  /** Adobe's own tests have the word as text. */
  @ParameterizedTest
  @CsvSource({"true, true", "'\"true\"', true", "false, false", "'\"false\"', false"})
  void validityIsReadAsTruthOrText(String valid, boolean expected) {
    assertThat(answers.valid(answer(200, "{\"valid\":" + valid + "}"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "{\"valid\":1}", "{\"valid\":null}"})
  void answerThatDoesNotSayWhetherATokenIsValidIsNotFromIms(String body) {
    ImsFault fault = catchThrowableOfType(ImsFault.class, () -> answers.valid(answer(200, body)));

    assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(fault).hasMessageContaining("200 without saying whether the token is valid");
  }

  @Test
  void endlessAnswerIsNotReadToItsEnd() {
    Exchange answer = answer(200, null);
    int[] read = {0};
    answer
        .getMessage()
        .setBody(
            new InputStream() {
              @Override
              public int read() {
                read[0]++;
                return ' ';
              }
            });

    assertThat(fault(Grant.OAUTH, answer).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(read[0]).isLessThan(100_000);
  }

  @Test
  void answerThatBreaksOffIsNoAnswer() {
    Exchange answer = answer(200, null);
    answer
        .getMessage()
        .setBody(
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("Premature end");
              }
            });

    assertThat(fault(Grant.JWT, answer))
        .hasMessage(
            "IMS at https://ims gave no answer (Premature end); check adobe.ims.url, the network"
                + " and the proxy");
  }

  @Test
  void silenceIsNamedWithTheAddressThatWasAsked() {
    Exchange exchange = answer(0, null);
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new ConnectException());

    assertThat(catchThrowableOfType(ImsFault.class, () -> answers.unreachable(exchange)))
        .hasMessageStartingWith("IMS at https://ims gave no answer (connection refused);");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, invalid client_id, REFUSED, copy adobe.ims.client-id",
    "401, invalid_client, , REFUSED, copy adobe.ims.client-secret",
    "400, invalid_client, valid claims for audience, REFUSED, another client or another IMS",
    "400, invalid_scope, not a subset of the metascopes, REFUSED, adobe.ims.metascopes",
    "400, invalid_token, match JWT signature to any, REFUSED, fits no valid certificate",
    "400, invalid_signature, , REFUSED, fits no valid certificate",
    "400, invalid_token, expired, REFUSED, check adobe.ims.jwt-lifetime",
    "400, bad_request, , REFUSED, adobe.ims.organization-id",
    "400, something_new, , REFUSED, Compare the adobe.ims settings",
    "404, , , REFUSED, This is not IMS",
    "302, , , REFUSED, This is not IMS",
    "408, , , UNAVAILABLE, in trouble",
    "429, , , THROTTLED, Too many token requests",
    "500, internal_error, Please try again later, CONVERTED, set adobe.ims.grant=oauth",
    "500, , , UNAVAILABLE, in trouble",
    "503, internal_error, , UNAVAILABLE, in trouble"
  })
  void refusalOfAJwtSaysWhatToDo(
      int status, String error, String description, Kind kind, String remedy) {
    ImsFault fault = fault(Grant.JWT, refusal(status, error, description));

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault).hasMessageStartingWith("IMS answered " + status).hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, invalid client_secret, REFUSED, copy adobe.ims.client-secret",
    "400, invalid_scope, , REFUSED, compare adobe.ims.scopes",
    "500, internal_error, Please try again later, UNAVAILABLE, in trouble"
  })
  void refusalOfASecretSaysWhatToDo(
      int status, String error, String description, Kind kind, String remedy) {
    ImsFault fault = fault(Grant.OAUTH, refusal(status, error, description));

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault).hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-10M, expired, clock is 10 min 0 s behind",
    "PT36H, expired, clock is 36 h 0 min ahead of",
    "PT36H, no such signature, clock is 36 h 0 min ahead of",
    "PT10M, no such signature, fits no valid certificate",
    "PT10S, expired, check adobe.ims.jwt-lifetime"
  })
  void clockIsBlamedWhereItMayBeTheCause(Duration ahead, String description, String remedy) {
    clock.advance(ahead);
    Exchange answer = refusal(400, "invalid_token", description);
    answer.getMessage().setHeader("Date", NOW);

    assertThat(fault(Grant.JWT, answer)).hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource({"7, PT7S", "'Thu, 1 Jan 2026 00:00:30 GMT', PT30S"})
  void waitThatImsAsksForIsPassedOn(String header, Duration wait) {
    Exchange answer = refusal(429, "throttled", "");
    answer.getMessage().setHeader("Retry-After", header);

    assertThat(fault(Grant.OAUTH, answer).retryAfter()).isEqualTo(wait);
  }

  @Test
  void whatImsSaysIsOneShortLineWithItsRequestId() {
    Exchange answer = refusal(400, "bad", "a\\r\\n\\tb " + "long ".repeat(200));
    answer.getMessage().setHeader("x-debug-id", "1f\r\n2e");

    assertThat(fault(Grant.OAUTH, answer).getMessage())
        .startsWith("IMS answered 400 bad \"a b long long ")
        .contains("…\" (x-debug-id 1f 2e). ")
        .doesNotContain("\n")
        .hasSizeLessThan(500);
  }

  @Test
  void secretThatImsRepeatsIsNotPassedOn() {
    SecretMask.register("canary-of-ims-answer");

    assertThat(fault(Grant.OAUTH, refusal(400, "bad", "not canary-of-ims-answer")).getMessage())
        .doesNotContain("canary-of-ims-answer");
  }

  private ImsFault fault(Grant grant, Exchange exchange) {
    return catchThrowableOfType(
        ImsFault.class,
        () -> {
          if (grant == Grant.JWT) {
            answers.jwt(exchange);
          } else {
            answers.oauth(exchange);
          }
        });
  }

  private static Exchange opaque(String expiresIn) {
    return success("opaque", expiresIn);
  }

  private static Exchange success(String token, String expiresIn) {
    return answer(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + expiresIn + "}");
  }

  private static Exchange refusal(int status, String error, String description) {
    return answer(
        status,
        "{\"error\":\""
            + (error == null ? "" : error)
            + "\",\"error_description\":\""
            + (description == null ? "" : description)
            + "\"}");
  }

  private static Exchange answer(int status, String body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    if (body != null) {
      exchange
          .getMessage()
          .setBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
    return exchange;
  }

  private static String token(String createdAt, String expiresIn) {
    String claims = "{\"created_at\":" + createdAt + ",\"expires_in\":" + expiresIn + "}";
    return "e30."
        + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
