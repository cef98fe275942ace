package io.github.targetroutes.auth;

import io.github.targetroutes.Address;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.ops.SecretMask;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of the configured credential, kept in a {@link TokenCache} and fetched by the route
 * that {@code exchangeUri} names, whose body is a token or the fault. The routes use it as a bean.
 */
public final class ImsTokens extends ServiceSupport implements CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(ImsTokens.class);

  private CamelContext context;
  private String exchangeUri;
  private String imsUrl;
  private String clientId;
  private TokenKey key;
  private String grant;
  private String organizationId;
  private String technicalAccountId;
  private String scopes;
  private String clientSecret;
  private Duration staleBefore = Duration.ofMinutes(10);
  private Duration expiredBefore = Duration.ofMinutes(1);
  private Duration pauseAfterFailure = Duration.ofSeconds(10);
  private Clock clock = Clock.systemUTC();
  private ExecutorService renewers;
  private ProducerTemplate producer;
  private TokenCache<TokenKey> cache;
  private volatile Badge badge;
  private volatile RuntimeException lastFault;

  /** What calls with one token have in common. */
  private record Badge(AccessToken token, String authorization, String fingerprint) {}

  @Override
  protected void doStart() {
    if (!Set.of("jwt", "oauth").contains(grant)) {
      throw new ConfigurationException(
          "adobe.ims.grant=" + grant + " is no grant: set it to oauth or jwt");
    }
    // The routes put a path behind it.
    if (!Address.of("adobe.ims.url", imsUrl).toString().equals(imsUrl)) {
      throw new ConfigurationException(
          "adobe.ims.url=" + imsUrl + " must have no slash or space at its end: take it away");
    }
    SecretMask.register(clientSecret);
    key =
        TokenKey.of(
            grant, imsUrl, clientId, organizationId, technicalAccountId, scopes, clientSecret);
    renewers = context.getExecutorServiceManager().newCachedThreadPool(this, "token-renewal");
    producer = context.createProducerTemplate();
    cache = new TokenCache<>(clock, staleBefore, expiredBefore, pauseAfterFailure, renewers);
  }

  @Override
  protected void doStop() throws Exception {
    producer.close();
    context.getExecutorServiceManager().shutdownNow(renewers);
  }

  /**
   * The token to use now: from the cache, or exchanged.
   *
   * @throws ImsFault where IMS gave none
   */
  public AccessToken current() {
    return cache.get(key, k -> exchange());
  }

  /** The token in the cache, if there is one that may be used. */
  public Optional<AccessToken> cached() {
    return cache.peek(key);
  }

  /** Why the last exchange brought no token; empty where it brought one, or there was none. */
  public Optional<RuntimeException> lastFault() {
    return Optional.ofNullable(lastFault);
  }

  /** How tokens are got: {@code oauth} or {@code jwt}. */
  public String grant() {
    return grant;
  }

  /** Sets the headers that a call to Adobe needs, and notes which token it was. */
  public void attach(Exchange exchange) {
    Badge badge = badge(current());
    exchange.getMessage().setHeader("Authorization", badge.authorization());
    exchange.getMessage().setHeader("X-Api-Key", clientId);
    exchange.setVariable("auth.token", badge.fingerprint());
  }

  /** Made once for each token, not for each call. */
  private Badge badge(AccessToken token) {
    Badge last = badge;
    if (last == null || last.token() != token) {
      last = new Badge(token, "Bearer " + token.value(), token.fingerprint());
      badge = last;
    }
    return last;
  }

  /** Drops the token that {@link #attach} noted, if it is still the cached one. */
  public void invalidate(Exchange exchange) {
    String fingerprint = exchange.getVariable("auth.token", String.class);
    if (fingerprint != null) {
      cache.invalidate(key, fingerprint);
    }
  }

  private AccessToken exchange() {
    Object brought = brought();
    if (brought instanceof AccessToken token) {
      SecretMask.register(token.value());
      lastFault = null;
      return token;
    }
    RuntimeException fault = fault((Throwable) brought);
    lastFault = fault;
    // Whoever has to wait for a token tells why he got none; while there is one, nobody does.
    cached()
        .ifPresent(
            token ->
                LOG.warn(
                    "The token is good until {}, but could not be renewed: {}",
                    token.expiresAt(),
                    FaultLog.sentence(fault)));
    throw fault;
  }

  /** A token or a fault. */
  private Object brought() {
    try {
      return producer.requestBody(exchangeUri, (Object) null);
    } catch (CamelExecutionException e) {
      return e.getCause();
    }
  }

  private static RuntimeException fault(Throwable cause) {
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** The endpoint of the route that brings a new token. */
  public void setExchangeUri(String exchangeUri) {
    this.exchangeUri = exchangeUri;
  }

  public void setGrant(String grant) {
    this.grant = grant;
  }

  public void setImsUrl(String imsUrl) {
    this.imsUrl = imsUrl;
  }

  public void setClientId(String clientId) {
    this.clientId = clientId;
  }

  public void setClientSecret(String clientSecret) {
    this.clientSecret = clientSecret;
  }

  public void setOrganizationId(String organizationId) {
    this.organizationId = organizationId;
  }

  public void setTechnicalAccountId(String technicalAccountId) {
    this.technicalAccountId = technicalAccountId;
  }

  /** Scopes or metascopes, comma separated. */
  public void setScopes(String scopes) {
    this.scopes = scopes;
  }

  public void setStaleBefore(Duration staleBefore) {
    this.staleBefore = staleBefore;
  }

  public void setExpiredBefore(Duration expiredBefore) {
    this.expiredBefore = expiredBefore;
  }

  public void setPauseAfterFailure(Duration pauseAfterFailure) {
    this.pauseAfterFailure = pauseAfterFailure;
  }

  public void setClock(Clock clock) {
    this.clock = clock;
  }
}
