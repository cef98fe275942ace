package io.github.targetroutes.target;

import static io.github.targetroutes.target.TargetFault.Kind.REJECTED;
import static io.github.targetroutes.target.TargetFault.Kind.UNAVAILABLE;

import io.github.targetroutes.error.RetryAfter;
import io.github.targetroutes.error.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/** Reads what Target answered and says what it means. */
public final class TargetAnswer {

  private final Clock clock;
  private Duration waitWhenExceeded = Duration.ofMinutes(1);
  private boolean profileToken;

  public TargetAnswer() {
    this(Clock.systemUTC());
  }

  public TargetAnswer(Clock clock) {
    this.clock = clock;
  }

  /**
   * Sets the variable {@code target.verdict} to OK or to a {@link TargetFault.Kind}, {@code
   * target.fault} to the fault, {@code target.wait} to how long Target asks to wait, and {@code
   * target.rejected} to how many records an answer of 200 rejects: whoever sent several can send
   * them again in smaller parts to find which. {@code target.status} and {@code target.request-id}
   * are what Adobe can be asked about.
   */
  public void judge(Exchange exchange) throws IOException {
    int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    exchange.setVariable("target.rejected", 0);
    TargetFault fault = status / 100 == 2 ? twoHundred(exchange) : fault(status, exchange);
    exchange.setVariable("target.status", status);
    exchange.setVariable(
        "target.request-id", exchange.getMessage().getHeader("X-Request-Id", String.class));
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

  /**
   * No answer came, or not all of it.
   *
   * @throws TargetFault always, except where what was to be sent can't be read, or where there is
   *     no token to send it with
   */
  public void unreachable(Exchange exchange) throws Exception {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    // Camel also catches here what an IOException has only caused: IMS that could not be reached.
    if (!(caught instanceof IOException cause) || caught instanceof FileNotFoundException) {
      throw caught;
    }
    String said =
        "Target did not answer " + operation(exchange) + " (" + Unreachable.reason(cause) + "). ";
    throw Unreachable.before(cause) || repeatable(exchange)
        ? new TargetFault(
            UNAVAILABLE,
            said + "Check adobe.target.admin-url, adobe.target.edge-url, the network and the proxy",
            null,
            cause)
        : TargetFault.unknown(said, cause);
  }

  private static boolean repeatable(Exchange exchange) {
    return exchange.getVariable("target.repeatable", false, Boolean.class);
  }

  private static TargetFault twoHundred(Exchange exchange) throws IOException {
    TargetFault unusable = unusable(exchange);
    Operation.Rejects rejects = exchange.getVariable("target.rejects", Operation.Rejects.class);
    return unusable == null && rejects != null ? refusal(rejects, exchange) : unusable;
  }

  private static TargetFault refusal(Operation.Rejects rejects, Exchange exchange)
      throws IOException {
    Optional<Refusal> refusal = readBody(exchange, body -> Refusal.read(rejects, body));
    refusal.ifPresent(one -> exchange.setVariable("target.rejected", one.count()));
    return refusal
        .map(
            one ->
                new TargetFault(
                    REJECTED,
                    "Target answered 200 to " + operation(exchange) + ", but " + one.text(),
                    null,
                    null))
        .orElse(null);
  }

  /** An answer of 2xx that is not what the operation gives: cut short, or a page of some proxy. */
  private static TargetFault unusable(Exchange exchange) throws IOException {
    Message answer = exchange.getMessage();
    int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    boolean json =
        exchange.getVariable("target.accept") != null
            || answer.getHeader(Exchange.CONTENT_TYPE, "", String.class).contains("json");
    boolean mayBeEmpty = exchange.getVariable("target.empty", false, Boolean.class);
    Optional<String> wrong =
        status == 204
            ? Optional.empty()
            : readBody(
                exchange,
                body -> json ? AnswerBody.notJson(body, mayBeEmpty) : AnswerBody.notAdobe(body));
    return wrong.map(why -> unusable(why, status, exchange)).orElse(null);
  }

  private interface BodyReader<T> {
    Optional<T> read(InputStream body) throws IOException;
  }

  /** Leaves the body as it was, for the next reader. */
  private static <T> Optional<T> readBody(Exchange exchange, BodyReader<T> reader)
      throws IOException {
    Message answer = exchange.getMessage();
    try (InputStream body = answer.getBody(InputStream.class)) {
      return body == null ? Optional.empty() : reader.read(body);
    } finally {
      if (answer.getBody() instanceof StreamCache cache) {
        cache.reset();
      }
    }
  }

  private static TargetFault unusable(String why, int status, Exchange exchange) {
    String said =
        "Target answered " + status + " to " + operation(exchange) + ", but " + why + ". ";
    return repeatable(exchange)
        ? new TargetFault(UNAVAILABLE, said + "A proxy may stand in between", null, null)
        : TargetFault.unknown(said, null);
  }

  private TargetFault fault(int status, Exchange exchange) throws IOException {
    Message answer = exchange.getMessage();
    ErrorBody body;
    try (InputStream stream = answer.getBody(InputStream.class)) {
      body = ErrorBody.read(stream, answer.getHeader("X-Request-Id", String.class));
    }
    FailedCall failed =
        new FailedCall(
            operation(exchange),
            repeatable(exchange),
            status,
            body,
            retryAfter(name -> answer.getHeader(name, String.class)));
    boolean ofProfiles =
        Operation.Token.PROFILE.name().equals(exchange.getVariable("target.token"));
    return ofProfiles && failed.isRefusedToCaller()
        ? failed.ofProfileToken(profileToken)
        : failed.fault(waitWhenExceeded);
  }

  /**
   * What came of one operation of a batch, if it is no success.
   *
   * @param header the value of one of its headers; null where there is none
   */
  TargetFault fault(Operation operation, int status, byte[] body, UnaryOperator<String> header)
      throws IOException {
    ErrorBody error = ErrorBody.read(new ByteArrayInputStream(body), header.apply("X-Request-Id"));
    return new FailedCall(
            operation.name(), operation.repeatable(), status, error, retryAfter(header))
        .fault(waitWhenExceeded);
  }

  /** How long Target asks to wait; null where it does not. */
  private Duration retryAfter(UnaryOperator<String> header) {
    // The gateway's code also spells the header with an underscore.
    return RetryAfter.parse(header.apply("Retry-After"), clock)
        .or(() -> RetryAfter.parse(header.apply("Retry_After"), clock))
        .orElse(null);
  }

  private static String operation(Exchange exchange) {
    return exchange.getVariable("target.operation", String.class);
  }

  /** How long to wait after a 503 that does not say how long. */
  public void setWaitWhenExceeded(Duration waitWhenExceeded) {
    this.waitWhenExceeded = waitWhenExceeded;
  }

  /** Whether calls of the profile servers carry the profile token. */
  public void setProfileToken(boolean profileToken) {
    this.profileToken = profileToken;
  }
}
