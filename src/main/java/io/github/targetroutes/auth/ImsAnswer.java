package io.github.targetroutes.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.auth.ImsFault.Kind;
import io.github.targetroutes.error.RetryAfter;
import io.github.targetroutes.error.Unreachable;
import io.github.targetroutes.ops.SecretMask;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads what IMS answered: a token, a word on a token, or a fault in plain words. */
public final class ImsAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** In bytes; a token has about 2,000. What is longer is no answer of IMS. */
  private static final int MAX_BODY = 1 << 16;

  /** In characters; Adobe's own words are shorter. */
  private static final int MAX_WORDS = 200;

  /** The header {@code Date} counts whole seconds: a smaller difference says nothing. */
  private static final Duration DATE_PRECISION = Duration.ofSeconds(2);

  private Clock clock = Clock.systemUTC();
  private String imsUrl = "IMS";

  /** What tells the time; the system's clock by default. */
  public void setClock(Clock clock) {
    this.clock = clock;
  }

  /** The address of IMS, for what is told to the operator. */
  public void setImsUrl(String imsUrl) {
    this.imsUrl = imsUrl;
  }

  /**
   * An answer of {@code /ims/exchange/jwt}, whose {@code expires_in} is in milliseconds.
   *
   * @throws ImsFault where it holds no token that can be used
   */
  public AccessToken jwt(Exchange exchange) {
    return read(exchange.getMessage(), Grant.JWT);
  }

  /**
   * An answer of {@code /ims/token/v3}, whose {@code expires_in} is in seconds.
   *
   * @throws ImsFault where it holds no token that can be used
   */
  public AccessToken oauth(Exchange exchange) {
    return read(exchange.getMessage(), Grant.OAUTH);
  }

  /**
   * An answer of {@code /ims/validate_token/v1}: {@code {"valid":true,"token":{claims}}} with 200;
   * a token that is not valid is no HTTP error (Adobe's libraries aio-lib-java, aio-lib-ims,
   * ims-go).
   *
   * @return whether IMS takes the token
   * @throws ImsFault where IMS does not say
   */
  public boolean valid(Exchange exchange) {
    Message answer = exchange.getMessage();
    JsonNode body = success(answer);
    // As text in Adobe's own tests.
    return switch (body.path("valid").asText()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ImsFault(
              Kind.UNAVAILABLE,
              "IMS answered 200 without saying whether the token is valid"
                  + said(body, answer)
                  + "; something between here and IMS may answer in its place: check adobe.ims.url"
                  + " and the proxy");
    };
  }

  /**
   * An answer of {@code /ims/invalidate_token/v2}, which says no more than that it was done.
   *
   * @throws ImsFault where it was not
   */
  public void revoked(Exchange exchange) {
    success(exchange.getMessage());
  }

  /** Ids and secret are judged as after OAuth: there is no JWT in such a call. */
  private JsonNode success(Message answer) {
    return success(answer, Grant.OAUTH, clock.instant());
  }

  /**
   * No answer came, or only a part of one.
   *
   * @throws ImsFault always
   */
  public void unreachable(Exchange exchange) {
    throw unanswered(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }

  private ImsFault unanswered(Throwable cause) {
    return new ImsFault(
        Kind.UNAVAILABLE,
        "IMS at "
            + imsUrl
            + " gave no answer ("
            + oneLine(Unreachable.reason(cause))
            + "); check adobe.ims.url, the network and the proxy",
        null,
        cause);
  }

  private AccessToken read(Message answer, Grant grant) {
    Instant now = clock.instant();
    JsonNode body = success(answer, grant, now);
    String token = body.path("access_token").asText("");
    if (token.isBlank()) {
      throw new ImsFault(
          Kind.UNAVAILABLE,
          "IMS answered 200 without an access token"
              + said(body, answer)
              + "; something between here and IMS may answer in its place: check adobe.ims.url and"
              + " the proxy");
    }
    AccessToken issued =
        AccessToken.issued(
            token, grant.lifetime(body.path("expires_in").asLong()), now, date(answer, now));
    if (!issued.expiresAt().isAfter(now)) {
      throw new ImsFault(
          Kind.UNAVAILABLE,
          "IMS handed out a token whose lifetime (expires_in) is missing or over"
              + said(body, answer)
              + "; compare this machine's clock with the true time, then ask Adobe's support");
    }
    return issued;
  }

  private JsonNode success(Message answer, Grant grant, Instant now) {
    int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    JsonNode body = json(bytes(answer));
    if (status != 200) {
      throw fault(status, body, answer, grant, Duration.between(date(answer, now), now));
    }
    return body;
  }

  private ImsFault fault(
      int status, JsonNode body, Message answer, Grant grant, Duration clockAhead) {
    Kind kind = kind(status, body, grant);
    Duration retryAfter =
        RetryAfter.parse(answer.getHeader("Retry-After", String.class), clock).orElse(null);
    return new ImsFault(
        kind,
        "IMS answered "
            + status
            + said(body, answer)
            + ". "
            + ImsRemedy.of(kind, grant, status, body, clockAhead),
        retryAfter,
        null);
  }

  private static Kind kind(int status, JsonNode body, Grant grant) {
    boolean internalError = body.path("error").asText().equals("internal_error");
    if (status == 500 && internalError && grant == Grant.JWT) {
      return Kind.CONVERTED;
    }
    if (status == 429) {
      return Kind.THROTTLED;
    }
    return status >= 500 || status == 408 ? Kind.UNAVAILABLE : Kind.REFUSED;
  }

  private static String said(JsonNode body, Message answer) {
    StringBuilder said = new StringBuilder();
    String error = oneLine(body.path("error").asText());
    String description = oneLine(body.path("error_description").asText());
    String debugId = oneLine(answer.getHeader("x-debug-id", "", String.class));
    if (!error.isEmpty()) {
      said.append(' ').append(error);
    }
    if (!description.isEmpty()) {
      said.append(" \"").append(description).append('"');
    }
    if (!debugId.isEmpty()) {
      said.append(" (x-debug-id ").append(debugId).append(')');
    }
    return said.toString();
  }

  /** Should it repeat what it was sent, no secret gets into a message. */
  private static String oneLine(String text) {
    String line = SecretMask.mask(text.replaceAll("\\s+", " ").strip());
    return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "…" : line;
  }

  private byte[] bytes(Message answer) {
    try (InputStream body = answer.getBody(InputStream.class)) {
      return body == null ? new byte[0] : body.readNBytes(MAX_BODY + 1);
    } catch (IOException brokenOff) {
      throw unanswered(brokenOff);
    } finally {
      // A stream that is closed would be read again on the way out.
      answer.setBody(null);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode node = body.length > MAX_BODY ? null : JSON.readTree(body);
      return node != null && node.isObject() ? node : JSON.createObjectNode();
    } catch (IOException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static Instant date(Message answer, Instant now) {
    String date = answer.getHeader("Date", String.class);
    if (date == null) {
      return now;
    }
    try {
      Instant imsNow = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      boolean same = Duration.between(imsNow, now).abs().compareTo(DATE_PRECISION) < 0;
      return same ? now : imsNow;
    } catch (DateTimeException unreadable) {
      return now;
    }
  }
}
