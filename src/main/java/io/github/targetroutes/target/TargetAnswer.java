package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.error.RetryAfter;
import io.github.targetroutes.error.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/** Reads what Target answered and says what it means. */
public final class TargetAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer error bodies are not Adobe's. */
  private static final int ERROR_BODY = 16 * 1024;

  private final Clock clock;
  private Duration waitWhenExceeded = Duration.ofMinutes(1);

  public TargetAnswer() {
    this(Clock.systemUTC());
  }

  public TargetAnswer(Clock clock) {
    this.clock = clock;
  }

  /**
   * Sets the variable {@code target.verdict} to OK or to a {@link TargetFault.Kind}, {@code
   * target.fault} to the fault, and {@code target.wait} to how long Target asks to wait.
   */
  public void judge(Exchange exchange) throws IOException {
    Message answer = exchange.getMessage();
    int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    TargetFault fault = status / 100 == 2 ? unusable(exchange) : fault(status, exchange);
    exchange.setVariable("target.status", status);
    exchange.setVariable("target.fault", fault);
    exchange.setVariable("target.wait", fault == null ? null : fault.retryAfter());
    exchange.setVariable("target.verdict", fault == null ? "OK" : fault.kind().name());
  }

  /** Throws the fault that {@link #judge} found. */
  public void orThrow(Exchange exchange) {
    TargetFault fault = exchange.getVariable("target.fault", TargetFault.class);
    if (fault != null) {
      throw fault;
    }
  }

  /** No answer came. */
  public void unreachable(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    throw new TargetFault(
        unanswered(exchange),
        "Target did not answer "
            + operation(exchange)
            + " ("
            + Unreachable.reason(cause)
            + "); check adobe.target.admin-url, adobe.target.edge-url, the network and the proxy",
        null,
        cause);
  }

  /**
   * Whether it was done is unknown: a call that does harm when repeated must not be sent again
   * unseen.
   */
  private static TargetFault.Kind unanswered(Exchange exchange) {
    return exchange.getVariable("target.repeatable", false, Boolean.class)
        ? TargetFault.Kind.UNAVAILABLE
        : TargetFault.Kind.REJECTED;
  }

  /** An answer of 2xx that is not what the operation gives: cut short, or a page of some proxy. */
  private static TargetFault unusable(Exchange exchange) {
    String accept = exchange.getVariable("target.accept", String.class);
    if (accept == null) {
      return null;
    }
    try (InputStream body = exchange.getMessage().getBody(InputStream.class);
        JsonParser parser =
            JSON.createParser(body == null ? InputStream.nullInputStream() : body)) {
      while (parser.nextToken() != null) {
        parser.skipChildren();
      }
      return null;
    } catch (IOException notJson) {
      return new TargetFault(
          unanswered(exchange),
          "Target's answer to " + operation(exchange) + " is not whole JSON",
          null,
          notJson);
    } finally {
      if (exchange.getMessage().getBody() instanceof StreamCache cache) {
        cache.reset();
      }
    }
  }

  private TargetFault fault(int status, Exchange exchange) throws IOException {
    Message answer = exchange.getMessage();
    JsonNode body = errorBody(answer);
    String code = first(body.path("error_code"), body.path("errors").path(0).path("errorCode"));
    String text = first(body.path("message"), body.path("errors").path(0).path("message"));
    String request =
        first(body.path("requestId"), JSON.valueToTree(answer.getHeader("X-Request-Id")));
    StringBuilder said =
        new StringBuilder("Target answered ")
            .append(status)
            .append(" to ")
            .append(operation(exchange));
    if (!code.isEmpty() || !text.isEmpty()) {
      said.append(": ").append((code + " \"" + text + "\"").strip());
    }
    if (!request.isEmpty()) {
      said.append(" (request ").append(request).append(')');
    }
    TargetFault.Kind kind = kind(status, exchange);
    return new TargetFault(
        kind,
        said.append(". ").append(TargetRemedy.of(status, code)).toString(),
        wait(status, answer),
        null);
  }

  private static TargetFault.Kind kind(int status, Exchange exchange) {
    return switch (status) {
      case 401 -> TargetFault.Kind.UNAUTHORIZED;
      case 403 -> TargetFault.Kind.FORBIDDEN;
      case 429, 503 -> TargetFault.Kind.THROTTLED;
      case 408 -> TargetFault.Kind.UNAVAILABLE;
      default -> status >= 500 ? unanswered(exchange) : TargetFault.Kind.REJECTED;
    };
  }

  private Duration wait(int status, Message answer) {
    if (!Set.of(429, 503).contains(status)) {
      return null;
    }
    return RetryAfter.parse(answer.getHeader("Retry-After", String.class), clock)
        .orElse(waitWhenExceeded);
  }

  private static JsonNode errorBody(Message answer) throws IOException {
    try (InputStream body = answer.getBody(InputStream.class)) {
      JsonNode node = body == null ? null : JSON.readTree(body.readNBytes(ERROR_BODY));
      return node != null && node.isObject() ? node : JSON.createObjectNode();
    } catch (IOException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static String first(JsonNode one, JsonNode other) {
    String text = one.asText("").isEmpty() ? other.asText("") : one.asText();
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  private static String operation(Exchange exchange) {
    return exchange.getVariable("target.operation", String.class);
  }

  /** How long to wait after a 503 that does not say how long. */
  public void setWaitWhenExceeded(Duration waitWhenExceeded) {
    this.waitWhenExceeded = waitWhenExceeded;
  }
}
