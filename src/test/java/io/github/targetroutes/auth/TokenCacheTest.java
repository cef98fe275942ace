package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenCacheTest {

  private static final TokenKey KEY = key("secret");
  private static final Duration DAY = Duration.ofHours(24);

  private final MutableClock clock = new MutableClock("2026-01-01T00:00:00Z");
  private final ExecutorService aside = Executors.newCachedThreadPool();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final TokenCache<TokenKey> cache =
      new TokenCache<>(
          clock, Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(10), aside);

  @AfterEach
  void stop() {
    aside.shutdownNow();
  }

  @Test
  void freshTokenIsHandedOutWithoutAnotherExchange() {
    AccessToken first = cache.get(KEY, this::exchange);
    clock.advance(Duration.ofHours(23));

    assertThat(cache.get(KEY, this::exchange)).isSameAs(first);
    assertThat(exchanges).hasValue(1);
  }

  @Test
  void staleTokenIsHandedOutWhileItIsRenewedAside() {
    AccessToken first = cache.get(KEY, this::exchange);
    clock.advance(DAY.minusMinutes(9));
    CountDownLatch imsIsSlow = new CountDownLatch(1);

    assertThat(cache.get(KEY, slow(imsIsSlow))).isSameAs(first);
    assertThat(cache.get(KEY, slow(imsIsSlow))).isSameAs(first);

    imsIsSlow.countDown();
    await().until(() -> !cache.get(KEY, this::exchange).equals(first));
    assertThat(exchanges).hasValue(2);
  }

  @Test
  void tokenThatWasRenewedAsideIsUsedForItsOwnLife() {
    AccessToken first = cache.get(KEY, this::exchange);
    clock.advance(DAY.minusMinutes(9));
    await().until(() -> !cache.get(KEY, this::exchange).equals(first));

    clock.advance(Duration.ofHours(23));
    cache.get(KEY, TokenCacheTest::outage);

    assertThat(exchanges).hasValue(2);
  }

  @Test
  void pauseAfterAFailureBeginsWhenItFailed() {
    Function<TokenKey, AccessToken> slowFailure =
        key -> {
          clock.advance(Duration.ofMinutes(1));
          return outage(key);
        };
    assertThatThrownBy(() -> cache.get(KEY, slowFailure)).isInstanceOf(ImsFault.class);

    assertThatThrownBy(() -> cache.get(KEY, this::exchange)).isInstanceOf(ImsFault.class);
    assertThat(exchanges).hasValue(0);
  }

  @Test
  void expiredTokenIsRenewedOnceForAllWaiters() throws Exception {
    cache.get(KEY, this::exchange);
    clock.advance(DAY);
    CountDownLatch imsIsSlow = new CountDownLatch(1);

    Set<AccessToken> got = ConcurrentHashMap.newKeySet();
    List<Future<?>> waiters = new ArrayList<>();
    CountDownLatch asking = new CountDownLatch(64);
    ExecutorService callers = Executors.newFixedThreadPool(64);
    try {
      for (int i = 0; i < 64; i++) {
        waiters.add(
            callers.submit(
                () -> {
                  asking.countDown();
                  got.add(cache.get(KEY, slow(imsIsSlow)));
                }));
      }
      asking.await();
      imsIsSlow.countDown();
      for (Future<?> waiter : waiters) {
        waiter.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(exchanges).hasValue(2);
    assertThat(got).hasSize(1);
  }

  @Test
  void expiredTokenIsNotUsedInItsLastMinute() {
    AccessToken first = cache.get(KEY, this::exchange);
    clock.advance(DAY.minusSeconds(59));

    assertThat(cache.get(KEY, this::exchange)).isNotEqualTo(first);
  }

  @Test
  void shortLivedTokenIsUsedForMostOfItsLife() {
    cache.get(KEY, key -> token(Duration.ofSeconds(10)));
    clock.advance(Duration.ofMillis(8900));
    cache.get(KEY, key -> token(Duration.ofSeconds(10)));

    assertThat(exchanges).hasValue(1);
  }

  @Test
  void imsOutageIsNotFeltWhileTheTokenLives() {
    AccessToken first = cache.get(KEY, this::exchange);
    clock.advance(DAY.minusMinutes(9));

    for (int i = 0; i < 5; i++) {
      assertThat(cache.get(KEY, TokenCacheTest::outage)).isSameAs(first);
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void errorOfARenewalIsSharedByAllWaiters() throws Exception {
    CountDownLatch imsIsSlow = new CountDownLatch(1);
    Function<TokenKey, AccessToken> failing =
        key -> {
          exchanges.incrementAndGet();
          hold(imsIsSlow);
          return outage(key);
        };
    Set<Throwable> errors = ConcurrentHashMap.newKeySet();
    List<Future<?>> waiters = new ArrayList<>();
    CountDownLatch asking = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      waiters.add(
          aside.submit(
              () -> {
                asking.countDown();
                try {
                  cache.get(KEY, failing);
                } catch (ImsFault fault) {
                  errors.add(fault);
                }
              }));
    }
    asking.await();
    imsIsSlow.countDown();
    for (Future<?> waiter : waiters) {
      waiter.get();
    }
    assertThat(exchanges).hasValue(1);
    assertThat(errors).hasSize(1);
  }

  @Test
  void failedRenewalIsNotRepeatedBeforeThePauseIsOver() {
    assertThatThrownBy(() -> cache.get(KEY, TokenCacheTest::outage)).isInstanceOf(ImsFault.class);
    assertThatThrownBy(() -> cache.get(KEY, this::exchange)).isInstanceOf(ImsFault.class);
    assertThat(exchanges).hasValue(0);

    clock.advance(Duration.ofSeconds(10));
    assertThat(cache.get(KEY, this::exchange)).isNotNull();
  }

  @Test
  void refusedTokenIsDroppedAndANewerOneStays() {
    AccessToken first = cache.get(KEY, this::exchange);
    cache.invalidate(KEY, first.fingerprint());
    AccessToken second = cache.get(KEY, this::exchange);
    assertThat(second).isNotEqualTo(first);

    cache.invalidate(KEY, first.fingerprint());
    assertThat(cache.get(KEY, this::exchange)).isSameAs(second);
    assertThat(exchanges).hasValue(2);
  }

  @Test
  void credentialsThatDifferInTheSecretAloneShareNoToken() {
    AccessToken one = cache.get(KEY, this::exchange);
    AccessToken other = cache.get(key("another secret"), this::exchange);

    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void noSecretIsInTheTextFormOfKeyOrToken() {
    AccessToken token = new AccessToken("eyJcanary", clock.instant(), clock.instant());

    assertThat(token.toString()).doesNotContain("eyJcanary");
    assertThat(key("canary-secret").toString()).doesNotContain("canary-secret");
  }

  private AccessToken exchange(TokenKey key) {
    return token(DAY);
  }

  private AccessToken token(Duration life) {
    return new AccessToken(
        "token " + exchanges.incrementAndGet(), clock.instant(), clock.instant().plus(life));
  }

  private Function<TokenKey, AccessToken> slow(CountDownLatch until) {
    return key -> {
      hold(until);
      return exchange(key);
    };
  }

  private static AccessToken outage(TokenKey key) {
    throw new ImsFault(ImsFault.Kind.UNAVAILABLE, "IMS is down");
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static TokenKey key(String secret) {
    return TokenKey.of("jwt", "https://ims", "client", "org", "account", "b,a", secret);
  }
}
