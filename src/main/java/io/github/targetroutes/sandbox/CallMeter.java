package io.github.targetroutes.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Target's quota: so many calls in any 60 seconds over Admin and bulk profile calls together, and
 * HTTP 503 for more (target-limits). Refused calls don't count, so that an impatient client is let
 * in again.
 */
final class CallMeter {

  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final int most;
  private final Clock clock;
  private final Deque<Instant> taken = new ArrayDeque<>();
  private long refused;

  CallMeter(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  synchronized boolean take() {
    Instant now = clock.instant();
    forget(now);
    if (taken.size() >= most) {
      refused++;
      return false;
    }
    taken.addLast(now);
    return true;
  }

  synchronized int used() {
    forget(clock.instant());
    return taken.size();
  }

  synchronized long refused() {
    return refused;
  }

  synchronized void clear() {
    taken.clear();
    refused = 0;
  }

  private void forget(Instant now) {
    while (!taken.isEmpty() && !taken.peekFirst().plus(WINDOW).isAfter(now)) {
      taken.removeFirst();
    }
  }
}
