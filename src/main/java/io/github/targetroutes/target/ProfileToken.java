package io.github.targetroutes.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.TokenCache;
import io.github.targetroutes.ops.SecretMask;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The token that Target demands from callers of its profile servers where "Require Authentication"
 * is on (profile-api-settings). It is Target's own and not one of IMS: the Admin API tells the one
 * there is ({@code getAuthorizationToken}), and a new one ends the old one at once. So one caller
 * asks for all, and nobody uses the old one while a new one is made.
 */
public final class ProfileToken extends ServiceSupport implements CamelContextAware {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String KEY = "profile_api";

  /** How long a token serves on that should have been renewed, until that is tried again. */
  private static final Duration TRY_AGAIN = Duration.ofHours(1);

  private CamelContext context;
  private String fetchUri;
  private Duration renewBefore = Duration.ofDays(7);
  private Clock clock = Clock.systemUTC();
  private ExecutorService fetchers;
  private ProducerTemplate producer;
  private TokenCache<String> cache;

  @Override
  protected void doStart() {
    fetchers = context.getExecutorServiceManager().newCachedThreadPool(this, "profile-token");
    producer = context.createProducerTemplate();
    cache = new TokenCache<>(clock, Duration.ZERO, Duration.ZERO, Duration.ZERO, fetchers);
  }

  @Override
  protected void doStop() throws Exception {
    producer.close();
    context.getExecutorServiceManager().shutdownNow(fetchers);
  }

  /**
   * Sets the header that a call of the profile servers needs, and notes which token it was.
   *
   * @throws TargetFault where there is no token to be had
   */
  public void attach(Exchange exchange) {
    AccessToken token = cache.get(KEY, key -> fetch());
    exchange.getMessage().setHeader("Authorization", "Bearer " + token.value());
    exchange.setVariable("target.profile-token-used", token.fingerprint());
  }

  /** Drops the token that {@link #attach} noted, if it is still the cached one. */
  public void invalidate(Exchange exchange) {
    cache.invalidate(KEY, exchange.getVariable("target.profile-token-used", String.class));
  }

  private AccessToken fetch() {
    Object brought = producer.requestBody(fetchUri, (Object) null);
    if (brought instanceof AccessToken token) {
      return token;
    }
    throw fault((Throwable) brought);
  }

  /** What the profile servers are called for is not at fault when there is no token. */
  private static RuntimeException fault(Throwable cause) {
    if (cause instanceof TargetFault fault && fault.kind() == TargetFault.Kind.REJECTED) {
      return new TargetFault(
          TargetFault.Kind.UNAVAILABLE,
          "There is no profile token to be had: " + fault.getMessage(),
          null,
          fault);
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  /**
   * Reads the token that the body tells, and sets {@code target.profile-token} to it and {@code
   * target.profile-token-end} to its end. Its lifetime comes in seconds.
   *
   * @throws TargetFault UNAVAILABLE where there is none in it
   */
  public void read(Exchange exchange) throws IOException {
    JsonNode answer;
    try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
      answer = JSON.readTree(body);
    }
    String value = answer.path("accessToken").asText();
    if (value.isBlank() || !answer.path("expiresIn").canConvertToLong()) {
      throw new TargetFault(
          TargetFault.Kind.UNAVAILABLE,
          "Target answered "
              + exchange.getVariable("target.operation")
              + " without accessToken or expiresIn",
          null,
          null);
    }
    SecretMask.register(value);
    Instant now = clock.instant();
    Instant end =
        now.plusSeconds(answer.path("expiresIn").asLong()).truncatedTo(ChronoUnit.SECONDS);
    exchange.setVariable("target.profile-token", new AccessToken(value, now, end));
    exchange.setVariable("target.profile-token-end", end);
  }

  /** Whether a new one has to be made: there is none, or its end is near. */
  public boolean isDue(Exchange exchange) {
    AccessToken token = token(exchange);
    return token == null || !clock.instant().isBefore(token.expiresAt().minus(renewBefore));
  }

  /** Whether there is one that its end has not come for. */
  public boolean isGood(Exchange exchange) {
    AccessToken token = token(exchange);
    return token != null && clock.instant().isBefore(token.expiresAt());
  }

  /** Sets the body to the token as it is kept: until it has to be renewed. */
  public void keep(Exchange exchange) {
    AccessToken token = token(exchange);
    Instant now = clock.instant();
    Instant until =
        isDue(exchange)
            ? earlier(token.expiresAt(), now.plus(TRY_AGAIN))
            : token.expiresAt().minus(renewBefore);
    exchange.getMessage().setBody(new AccessToken(token.value(), now, until));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static AccessToken token(Exchange exchange) {
    return exchange.getVariable("target.profile-token", AccessToken.class);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** The endpoint of the route whose body is the token or the fault. */
  public void setFetchUri(String fetchUri) {
    this.fetchUri = fetchUri;
  }

  /** How long before its end a token is replaced by a new one. */
  public void setRenewBefore(Duration renewBefore) {
    this.renewBefore = renewBefore;
  }

  public void setClock(Clock clock) {
    this.clock = clock;
  }
}
