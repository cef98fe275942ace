package io.github.targetroutes.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Tokens by key, each in one of three states: <em>fresh</em> (handed out), <em>stale</em> (handed
 * out while a new one is fetched aside) and <em>expired</em> (all who ask wait for one renewal and
 * share its token or its error). At most one renewal per key is under way at any time, and a failed
 * one is not tried again before a pause has passed: IMS throttles clients that ask too often
 * ("ServerToServerAuthentication/implementation.md").
 *
 * @param <K> everything that shapes a token, as {@link TokenKey} does for those of IMS
 */
public final class TokenCache<K> {

  private final Clock clock;
  private final Duration staleBefore;
  private final Duration expiredBefore;
  private final Duration pauseAfterFailure;
  private final Executor aside;
  private final Cache<K, AccessToken> tokens;
  private final Map<K, Renewal> renewals = new ConcurrentHashMap<>();

  private record Renewal(
      CompletableFuture<AccessToken> result, AtomicReference<Instant> failedAt) {}

  /**
   * @param clock the time by which tokens age
   * @param staleBefore how long before its end a token goes stale; at most a tenth of its lifetime
   *     counts
   * @param expiredBefore how long before its end a token is used no more; at most a fiftieth of its
   *     lifetime counts
   * @param pauseAfterFailure how long a failed renewal stands for those who ask next
   * @param aside runs the renewals
   */
  public TokenCache(
      Clock clock,
      Duration staleBefore,
      Duration expiredBefore,
      Duration pauseAfterFailure,
      Executor aside) {
    this.clock = clock;
    this.staleBefore = staleBefore;
    this.expiredBefore = expiredBefore;
    this.pauseAfterFailure = pauseAfterFailure;
    this.aside = aside;
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(1000)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.writing((K key, AccessToken token) -> usable(token)))
            .build();
  }

  /**
   * The token to use now.
   *
   * @param exchange fetches a new token; called on the renewing thread, never twice at a time
   * @throws RuntimeException what the exchange threw, the same for all who waited
   */
  public AccessToken get(K key, Function<K, AccessToken> exchange) {
    AccessToken token = tokens.getIfPresent(key);
    if (token == null) {
      return join(renewal(key, exchange).result());
    }
    if (stale(token)) {
      renewal(key, exchange);
    }
    return token;
  }

  /** The token in the cache that may still be used, fetching none. */
  public Optional<AccessToken> peek(K key) {
    return Optional.ofNullable(tokens.getIfPresent(key));
  }

  /**
   * Drops a token that was refused, if it is still the one in the cache: a newer one stays.
   *
   * @param fingerprint {@link AccessToken#fingerprint()} of the refused token
   */
  public void invalidate(K key, String fingerprint) {
    tokens
        .asMap()
        .computeIfPresent(
            key, (k, token) -> token.fingerprint().equals(fingerprint) ? null : token);
  }

  private Renewal renewal(K key, Function<K, AccessToken> exchange) {
    return renewals.compute(
        key,
        (k, last) -> {
          if (last != null && stands(key, last)) {
            return last;
          }
          AtomicReference<Instant> failedAt = new AtomicReference<>();
          return new Renewal(
              CompletableFuture.supplyAsync(() -> renewed(key, exchange, failedAt), aside),
              failedAt);
        });
  }

  private AccessToken renewed(
      K key, Function<K, AccessToken> exchange, AtomicReference<Instant> failedAt) {
    try {
      AccessToken token = exchange.apply(key);
      tokens.put(key, token);
      return token;
    } catch (RuntimeException | Error e) {
      // Noted before those who wait are told: they may ask again at once.
      failedAt.set(clock.instant());
      throw e;
    }
  }

  /**
   * A renewal stands while it is under way, while the token it brought is neither stale nor
   * dropped, and for the pause after a failure.
   */
  private boolean stands(K key, Renewal last) {
    if (!last.result().isDone()) {
      return true;
    }
    if (last.result().isCompletedExceptionally()) {
      return clock.instant().isBefore(last.failedAt().get().plus(pauseAfterFailure));
    }
    AccessToken cached = tokens.getIfPresent(key);
    return cached != null && cached.equals(last.result().join()) && !stale(cached);
  }

  private boolean stale(AccessToken token) {
    Duration margin = smaller(staleBefore, part(token.lifetime(), 10));
    return !clock.instant().isBefore(token.expiresAt().minus(margin));
  }

  private Duration usable(AccessToken token) {
    Duration margin = smaller(expiredBefore, part(token.lifetime(), 50));
    Duration left = Duration.between(clock.instant(), token.expiresAt().minus(margin));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** {@link Duration#dividedBy(long)} would reckon with BigDecimal, at each call of Target. */
  private static Duration part(Duration whole, int parts) {
    return Duration.ofMillis(whole.toMillis() / parts);
  }

  private static Duration smaller(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static AccessToken join(CompletableFuture<AccessToken> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
