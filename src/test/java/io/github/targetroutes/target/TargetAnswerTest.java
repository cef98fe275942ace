package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.targetroutes.MutableClock;
import io.github.targetroutes.target.TargetFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetAnswerTest {

  private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String V3 = "application/vnd.adobe.target.v3+json";

  private final TargetAnswer answers = new TargetAnswer(new MutableClock("2026-03-01T12:00:00Z"));

  private static Exchange answer(int status, String body) {
    Exchange exchange = new DefaultExchange(CONTEXT);
    exchange.setVariable("target.operation", "list-offers");
    exchange.setVariable("target.accept", V3);
    exchange.setVariable("target.repeatable", true);
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    exchange.getMessage().setBody(new InputStreamCache(body.getBytes(StandardCharsets.UTF_8)));
    return exchange;
  }

  private TargetFault fault(Exchange exchange) throws IOException {
    answers.judge(exchange);
    return exchange.getVariable("target.fault", TargetFault.class);
  }

  private TargetFault fault(int status, String body) throws IOException {
    return fault(answer(status, body));
  }

  /** The table of the gateway's errors, Admin API specification, api-gateway-request-validation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | 403000 | Api Key is required           | FORBIDDEN    | Add the Adobe Target API",
        "403 | 403003 | Api Key is invalid            | FORBIDDEN    | compare adobe.ims.client-id",
        "403 | 403010 | Oauth token is missing.       | FORBIDDEN    | a proxy in between",
        "401 | 401013 | Oauth token is not valid      | UNAUTHORIZED | look at it in the Console",
        "403 | 403011 | Scope mismatch                | FORBIDDEN    | compare adobe.ims.scopes",
        "403 | 403023 | Profile is not valid          | FORBIDDEN    | Attach a product profile",
        "403 | 403024 | Not allowed to read           | FORBIDDEN    | Attach a product profile",
        "403 | 403025 | Profile is not valid          | FORBIDDEN    | Attach a product profile",
        "429 | 429001 | Service usage limit reached   | THROTTLED    | Too many calls",
        "429 | 429002 | Developer key usage limit     | THROTTLED    | Too many calls",
        "429 | 429050 | Too many requests             | THROTTLED    | Too many calls",
        "503 | 503000 | could not validate key        | UNAVAILABLE  | could not check the"
            + " credential",
        "503 | 503010 | could not validate token      | UNAVAILABLE  | could not check the"
            + " credential",
        "503 | 503071 | Service usage limit reached   | THROTTLED    | Too many calls",
      })
  void eachErrorOfTheGatewayHasItsKindAdobesWordsAndWhatToDo(
      int status, String code, String text, Kind kind, String remedy) throws IOException {
    Exchange exchange =
        answer(status, "{\"error_code\":\"%s\",\"message\":\"%s\"}".formatted(code, text));
    exchange.getMessage().setHeader("X-Request-Id", "R-1");
    TargetFault fault = fault(exchange);

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault)
        .hasMessageStartingWith(
            "Target answered %d to list-offers: %s \"%s\" (request R-1). "
                .formatted(status, code, text))
        .hasMessageContaining(remedy);
    assertThat(exchange.getVariable("target.verdict")).isEqualTo(kind.name());
  }

  @ParameterizedTest
  @CsvSource({
    "400,REJECTED", "401,UNAUTHORIZED", "403,FORBIDDEN", "404,REJECTED", "405,REJECTED",
    "406,REJECTED", "407,FORBIDDEN", "408,UNAVAILABLE", "409,REJECTED", "413,REJECTED",
    "415,REJECTED", "429,THROTTLED", "500,UNAVAILABLE", "502,UNAVAILABLE", "503,THROTTLED",
    "504,UNAVAILABLE", "302,UNAVAILABLE", "100,REJECTED"
  })
  void eachStatusWithoutAWordHasItsKind(int status, Kind kind) throws IOException {
    TargetFault fault = fault(status, "");

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault).hasMessageStartingWith("Target answered " + status + " to list-offers. ");
  }

  @Test
  void targetsOwnErrorsAreAllTold() throws IOException {
    String body =
        """
        {"httpStatus":406,"requestId":"6e9f","requestTime":"2018-02-02T21:39:06.405Z",
         "errors":[{"errorCode":"Unsupported.Feature","message":"Unsupported features","meta":{}},
                   {"errorCode":"Validation","message":"name is required","meta":{}}]}
        """;

    assertThat(fault(406, body))
        .hasMessage(
            "Target answered 406 to list-offers: Unsupported.Feature \"Unsupported features; name"
                + " is required\" (request 6e9f). The object uses features that this version of the"
                + " operation does not know: see version in target-operations.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":404,\"message\":\"No profile\\nfound\"} | : \"No profile found\". ",
        "<response><success>false</success><message>Bad\trow</message></response> | : \"Bad row\"."
            + " ",
        "<html><body>No</body></html> | to list-offers. ",
        "[1,2] | to list-offers. ",
        "{\"errors\":{\"x\":1},\"message\":[]} | to list-offers. ",
        "null | to list-offers. ",
      })
  void whateverIsSaidFitsIntoTheSentence(String body, String said) throws IOException {
    assertThat(fault(404, body).getMessage())
        .contains(said)
        .doesNotContain("\n")
        .endsWith("adobe.target.client-code");
  }

  @Test
  void aLongOrControllingTextIsCut() throws IOException {
    String text = "\\u001b[31m" + "x".repeat(20_000);
    String said = fault(400, "{\"message\":\"" + text.substring(0, 10_000) + "\"}").getMessage();

    assertThat(said).hasSizeLessThan(500).doesNotContain("\u001b").contains("…");
    assertThat(fault(400, "{\"message\":\"" + text + "\"}").getMessage()).hasSizeLessThan(500);
  }

  @ParameterizedTest
  @CsvSource({
    "503,Retry-After,7,7",
    "429,Retry-After,'Sun, 01 Mar 2026 12:00:30 GMT',30",
    "503,Retry_After,300s,300",
    "503,Retry-After,soon,60",
    "429,X,1,60",
    "500,Retry-After,9,9"
  })
  void targetIsTakenAtItsWordHowLongToWait(int status, String header, String value, int seconds)
      throws IOException {
    Exchange exchange = answer(status, "");
    exchange.getMessage().setHeader(header, value);

    assertThat(fault(exchange).retryAfter()).hasSeconds(seconds);
    assertThat(exchange.getVariable("target.wait")).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void onlyWhoIsToWaitWaits() throws IOException {
    answers.setWaitWhenExceeded(MINUTE);
    Exchange refused = answer(403, "");
    refused.getMessage().setHeader("Retry-After", "7");

    assertThat(fault(refused).retryAfter()).isNull();
    assertThat(fault(500, "").retryAfter()).isNull();
    assertThat(fault(503, "").retryAfter()).isEqualTo(MINUTE);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504, 408})
  void aCreateThatMayHaveBeenDoneIsNotRepeatedAndTheOperatorIsToldToLook(int status)
      throws IOException {
    Exchange exchange = answer(status, "{\"message\":\"Oops\"}");
    exchange.setVariable("target.repeatable", false);
    TargetFault fault = fault(exchange);

    assertThat(fault.kind()).isEqualTo(Kind.REJECTED);
    assertThat(fault)
        .hasMessage(
            "Target answered "
                + status
                + " to list-offers: \"Oops\". Whether it was done is unknown, so it is not sent"
                + " again by itself: look in Target before you send it again");
  }

  @ParameterizedTest
  @CsvSource({"503,THROTTLED", "429,THROTTLED", "302,UNAVAILABLE", "401,UNAUTHORIZED"})
  void aCreateThatWasSurelyNotDoneMayBeRepeated(int status, Kind kind) throws IOException {
    Exchange exchange = answer(status, "");
    exchange.setVariable("target.repeatable", false);

    assertThat(fault(exchange).kind()).isEqualTo(kind);
    Exchange gateway = answer(503, "{\"error_code\":\"503010\"}");
    gateway.setVariable("target.repeatable", false);
    assertThat(fault(gateway).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"total\":0,\"offers\":[]}", "[]", " \"text\" "})
  void wholeJsonIsGoodAndStaysReadable(String body) throws IOException {
    Exchange exchange = answer(200, body);

    assertThat(fault(exchange)).isNull();
    assertThat(exchange.getVariable("target.verdict")).isEqualTo("OK");
    assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"total\":3,\"off | the answer is not whole JSON",
        "[{\"id\":1}         | the answer is not whole JSON",
        "{\"a\":1}}          | the answer is not whole JSON",
        "<!DOCTYPE html><p>  | the answer is not whole JSON",
        "''                  | the answer is empty",
      })
  void anAnswerThatIsNotWholeJsonIsNone(String body, String why) throws IOException {
    assertThat(fault(200, body))
        .hasMessage(
            "Target answered 200 to list-offers, but " + why + ". A proxy may stand in between")
        .matches(fault -> ((TargetFault) fault).kind() == Kind.UNAVAILABLE);
    Exchange create = answer(201, body);
    create.setVariable("target.repeatable", false);
    assertThat(fault(create).kind()).isEqualTo(Kind.REJECTED);
    assertThat(fault(204, "")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html        | <response><success>true</success></response> | true",
        "text/plain       | trueRequest successfully submitted           | true",
        "text/html        | '   <!doctype HTML><html>Please log in'      | false",
        "text/html        | <HTML><body>Please log in                    | false",
        "application/json | {\"client\":                                 | false",
      })
  void aWebPageIsNoAnswerOfTheProfileServers(String type, String body, boolean good)
      throws IOException {
    Exchange exchange = answer(200, body);
    exchange.removeVariable("target.accept");
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);

    assertThat(fault(exchange) == null).isEqualTo(good);
  }

  /** 40 MB, of which a tenth is there at once. */
  @Test
  void anAnswerIsJudgedAsAStream() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 40L * 1024 * 1024;

          @Override
          public int read() {
            throw new AssertionError("byte by byte");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            for (int i = 0; i < length; i++) {
              bytes[offset + i] = (byte) (i % 2 == 0 ? '1' : ' ');
            }
            left -= length;
            return length;
          }
        };
    long before = allocated();
    assertThat(AnswerBody.notJson(endless, false)).isEmpty();
    assertThat(allocated() - before).isLessThan(4L * 1024 * 1024);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void whenNoAnswerComesOnlyWhatSurelyWasNotSentOrDoesNoHarmIsRepeated() {
    Map<IOException, Kind> kinds =
        Map.of(
            new SocketTimeoutException("Read timed out"), Kind.REJECTED,
            new SocketException("Connection reset"), Kind.REJECTED,
            new ConnectException("Connection refused"), Kind.UNAVAILABLE,
            new UnknownHostException("mc.adobe.io"), Kind.UNAVAILABLE,
            new SSLHandshakeException("PKIX"), Kind.UNAVAILABLE);
    kinds.forEach(
        (cause, kind) -> {
          assertThat(unanswered(cause, false).kind()).as("%s", cause).isEqualTo(kind);
          assertThat(unanswered(cause, true).kind()).isEqualTo(Kind.UNAVAILABLE);
        });
    assertThat(unanswered(new SocketException("Connection reset"), false))
        .hasMessage(
            "Target did not answer list-offers (Connection reset). Whether it was done is unknown,"
                + " so it is not sent again by itself: look in Target before you send it again");
  }

  private TargetFault unanswered(IOException cause, boolean repeatable) {
    Exchange exchange = answer(0, "");
    exchange.setVariable("target.repeatable", repeatable);
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
    return catchThrowableOfType(TargetFault.class, () -> answers.unreachable(exchange));
  }

  @Test
  void aMissingFileIsNotTheNetworksFault() {
    Exchange exchange = answer(0, "");
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new FileNotFoundException("batch.txt"));

    assertThat(catchThrowableOfType(IOException.class, () -> answers.unreachable(exchange)))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void theBodyMayBeMissing() throws IOException {
    Exchange exchange = answer(500, "");
    exchange.getMessage().setBody(null);
    assertThat(fault(exchange).kind()).isEqualTo(Kind.UNAVAILABLE);

    Exchange stream = answer(400, "");
    stream
        .getMessage()
        .setBody(new ByteArrayInputStream("{\"message\":\"No\"}".getBytes(StandardCharsets.UTF_8)));
    assertThat(fault(stream)).hasMessageContaining("\"No\"");
  }
}
