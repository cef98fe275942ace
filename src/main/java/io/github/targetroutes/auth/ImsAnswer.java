package io.github.targetroutes.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.error.RetryAfter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads what IMS answered to an exchange: a token, or a fault in plain words. */
public final class ImsAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration NOTABLE_SKEW = Duration.ofSeconds(30);

  private final Clock clock;

  public ImsAnswer() {
    this(Clock.systemUTC());
  }

  public ImsAnswer(Clock clock) {
    this.clock = clock;
  }

  /** An answer of {@code /ims/exchange/jwt}, whose {@code expires_in} is in milliseconds. */
  public AccessToken jwt(Exchange exchange) {
    return read(exchange.getMessage(), ChronoUnit.MILLIS);
  }

  /** An answer of {@code /ims/token/v3}, whose {@code expires_in} is in seconds. */
  public AccessToken oauth(Exchange exchange) {
    return read(exchange.getMessage(), ChronoUnit.SECONDS);
  }

  private AccessToken read(Message answer, ChronoUnit unit) {
    int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    Instant now = clock.instant();
    Instant imsNow = date(answer, now);
    JsonNode body = json(answer.getBody(String.class));
    if (status != 200) {
      throw fault(status, body, answer, Duration.between(imsNow, now));
    }
    String token = body.path("access_token").asText("");
    if (token.isEmpty()) {
      throw new ImsFault(
          ImsFault.Kind.UNAVAILABLE,
          "IMS answered 200 without an access token"
              + said(body, answer)
              + "; something between here and IMS may answer in its place: check adobe.ims.url and the proxy");
    }
    Duration stated = Duration.of(body.path("expires_in").asLong(), unit);
    AccessToken issued = AccessToken.issued(token, stated, now, imsNow);
    if (!issued.expiresAt().isAfter(now)) {
      throw new ImsFault(
          ImsFault.Kind.UNAVAILABLE, "IMS handed out a token that has already ended; ask again");
    }
    return issued;
  }

  private ImsFault fault(int status, JsonNode body, Message answer, Duration ahead) {
    Duration retryAfter =
        RetryAfter.parse(answer.getHeader("Retry-After", String.class), clock).orElse(null);
    String said = "IMS answered " + status + said(body, answer);
    if (status == 429) {
      return new ImsFault(
          ImsFault.Kind.THROTTLED,
          said
              + ": too many token requests for this client; share one Console project per application",
          retryAfter,
          null);
    }
    ImsFault.Kind kind = status >= 500 ? ImsFault.Kind.UNAVAILABLE : ImsFault.Kind.REFUSED;
    return new ImsFault(
        kind, said + ". " + ImsRemedy.of(status, body, skew(ahead)), retryAfter, null);
  }

  private static String said(JsonNode body, Message answer) {
    StringBuilder said = new StringBuilder();
    String error = text(body, "error");
    String description = text(body, "error_description");
    if (!error.isEmpty()) {
      said.append(' ').append(error);
    }
    if (!description.isEmpty()) {
      said.append(" \"").append(description).append('"');
    }
    String debugId = answer.getHeader("x-debug-id", String.class);
    if (debugId != null) {
      said.append(" (x-debug-id ").append(oneLine(debugId)).append(')');
    }
    return said.toString();
  }

  private static String text(JsonNode body, String field) {
    return oneLine(body.path(field).asText(""));
  }

  /** Adobe's words are short; anything longer, or of several lines, is not theirs. */
  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  private static JsonNode json(String text) {
    try {
      JsonNode node = text == null || text.isBlank() ? null : JSON.readTree(text);
      return node != null && node.isObject() ? node : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static Instant date(Message answer, Instant otherwise) {
    String date = answer.getHeader("Date", String.class);
    try {
      return date == null
          ? otherwise
          : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException unreadable) {
      return otherwise;
    }
  }

  private static String skew(Duration ahead) {
    if (ahead.abs().compareTo(NOTABLE_SKEW) < 0) {
      return "";
    }
    Duration off = ahead.abs();
    String amount =
        off.toHours() > 0
            ? off.toHours() + " h " + off.toMinutesPart() + " min"
            : off.toMinutes() + " min " + off.toSecondsPart() + " s";
    return amount + (ahead.isNegative() ? " behind" : " ahead of");
  }
}
