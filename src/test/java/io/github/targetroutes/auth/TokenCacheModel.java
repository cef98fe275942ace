package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * A {@link TokenCache} and what is known of it: IMS answers only when it is told to, so that any
 * number of callers may wait for it.
 */
final class TokenCacheModel {

  private static final TokenKey KEY =
      TokenKey.of("jwt", "https://ims", "client", "org", "account", "a", "secret");
  private static final Duration LIFE = Duration.ofHours(24);
  private static final Duration EXPIRED_BEFORE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final MutableClock clock = new MutableClock("2026-01-01T00:00:00Z");
  private final Deque<Runnable> underWay = new ConcurrentLinkedDeque<>();
  private final List<CompletableFuture<AccessToken>> waiting = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final TokenCache<TokenKey> cache =
      new TokenCache<>(clock, Duration.ofMinutes(10), EXPIRED_BEFORE, PAUSE, this::begin);

  private boolean imsIsUp = true;
  private int handedOut;
  private AccessToken valid;
  private AccessToken seen;
  private Instant failedAt;

  /** Somebody asks for a token; he gets it at once where there is one. */
  void ask() {
    boolean mustHave = valid != null;
    CompletableFuture<AccessToken> asked = new CompletableFuture<>();
    Thread caller = new Thread(() -> ask(asked));
    caller.start();
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                asked.isDone() || !underWay.isEmpty() && caller.getState() == Thread.State.WAITING);
    if (asked.isDone()) {
      judge(asked, mustHave);
    } else {
      assertThat(mustHave).as("waits although a token is good").isFalse();
      waiting.add(asked);
    }
    assertThat(broken).isEmpty();
  }

  /** IMS answers what it was asked, and everybody who waited goes on. */
  void imsAnswers() {
    while (!underWay.isEmpty()) {
      // Stays under way until it is done.
      underWay.peek().run();
      underWay.remove();
    }
    waiting.forEach(asked -> judge(asked, valid != null));
    waiting.clear();
    assertThat(broken).isEmpty();
  }

  void imsIsUp(boolean up) {
    imsIsUp = up;
  }

  /** Target answers 401 to the token that was handed out last. */
  void refuse() {
    if (seen != null) {
      cache.invalidate(KEY, seen.fingerprint());
      valid = seen.equals(valid) ? null : valid;
    }
  }

  void jump(Duration by) {
    clock.advance(by);
    if (valid != null && !clock.instant().isBefore(valid.expiresAt().minus(EXPIRED_BEFORE))) {
      valid = null;
    }
  }

  private void ask(CompletableFuture<AccessToken> asked) {
    try {
      asked.complete(cache.get(KEY, this::exchange));
    } catch (Throwable fault) {
      asked.completeExceptionally(fault);
    }
  }

  private void judge(CompletableFuture<AccessToken> asked, boolean mustHave) {
    AccessToken token = asked.orTimeout(10, TimeUnit.SECONDS).handle((got, fault) -> got).join();
    assertThat(token != null || !mustHave).as("a good token fails no call").isTrue();
    if (token == null) {
      assertThat(failedAt).as("fails only when IMS failed").isNotNull();
    } else {
      assertThat(token.expiresAt()).as("no expired token").isAfter(clock.instant());
      seen = token;
    }
  }

  /** The cache begins a renewal. */
  private void begin(Runnable renewal) {
    if (!underWay.isEmpty()) {
      broken.add("two exchanges at a time");
    }
    if (failedAt != null && clock.instant().isBefore(failedAt.plus(PAUSE))) {
      broken.add("IMS is asked before the pause is over");
    }
    underWay.add(renewal);
  }

  private AccessToken exchange(TokenKey key) {
    if (!imsIsUp) {
      failedAt = clock.instant();
      throw new ImsFault(ImsFault.Kind.UNAVAILABLE, "IMS is down");
    }
    failedAt = null;
    handedOut++;
    valid = new AccessToken("token " + handedOut, clock.instant(), clock.instant().plus(LIFE));
    return valid;
  }
}
