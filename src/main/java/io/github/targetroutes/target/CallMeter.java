package io.github.targetroutes.target;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Counts one client's calls as Target counts them: an operation of a batch is a call of its own.
 * Permits come back evenly through the minute, and no 60 seconds, wherever they begin, see more
 * than calls-per-minute plus burst, unless one take alone is larger. Whoever came first is served
 * first, however many permits the others want.
 */
final class CallMeter {

  /** Target's limits are a client's, whatever takes its calls out of this JVM. */
  private static final Map<String, CallMeter> BY_CLIENT = new ConcurrentHashMap<>();

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** Nanoseconds; how soon a wait notices that the program ends. */
  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  /** How the one who is first waits. */
  interface Waiting {

    /**
     * Waits no longer than told.
     *
     * @param nanos to wait now
     * @param left nanoseconds until the permits are there, as far as can be told
     * @throws TargetFault when the program ends
     */
    void await(long nanos, long left) throws InterruptedException;

    /** Throws a {@link TargetFault} when the program ends. */
    void look();
  }

  private record Calls(long at, int count) {}

  private final TimeMeter time;
  private final int callsPerMinute;
  private final int burst;
  private final Bucket bucket;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition next = lock.newCondition();
  private final Deque<Object> queue = new ArrayDeque<>();
  private final Deque<Calls> lastMinute = new ArrayDeque<>();
  private long inLastMinute;
  private final AtomicLong pausedUntil;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong waited = new AtomicLong();

  CallMeter(TimeMeter time, int callsPerMinute, int burst) {
    this.time = time;
    this.callsPerMinute = callsPerMinute;
    this.burst = burst;
    this.pausedUntil = new AtomicLong(time.currentTimeNanos());
    this.bucket =
        Bucket.builder()
            .withCustomTimePrecision(time)
            .addLimit(
                limit -> limit.capacity(burst).refillGreedy(callsPerMinute, Duration.ofMinutes(1)))
            .build();
  }

  /** The one meter of a client; the first who asks for it makes it. */
  static CallMeter of(String clientId, Supplier<CallMeter> maker) {
    return BY_CLIENT.computeIfAbsent(clientId, client -> maker.get());
  }

  /** Takes permits, all of them or none, and waits for its turn and for them. */
  void take(int permits, Waiting waiting) throws InterruptedException {
    Object ticket = new Object();
    line(ticket, waiting);
    try {
      collect(permits, waiting);
      lastMinute.addLast(new Calls(time.currentTimeNanos(), permits));
      inLastMinute += permits;
      taken.addAndGet(permits);
    } finally {
      leave(ticket);
    }
  }

  /** Returns when everybody who came before has gone. */
  private void line(Object ticket, Waiting waiting) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      queue.addLast(ticket);
      while (queue.peekFirst() != ticket) {
        long begin = time.currentTimeNanos();
        next.awaitNanos(LOOK_EVERY);
        waited.addAndGet(time.currentTimeNanos() - begin);
        waiting.look();
      }
    } catch (InterruptedException | RuntimeException e) {
      leave(ticket);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Object ticket) {
    lock.lock();
    try {
      queue.remove(ticket);
      next.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void collect(int permits, Waiting waiting) throws InterruptedException {
    long collected = 0;
    try {
      for (; ; ) {
        long pause = pausedUntil.get() - time.currentTimeNanos();
        if (pause <= 0 && collected < permits) {
          collected += bucket.tryConsumeAsMuchAsPossible(permits - collected);
        }
        long left = Math.max(pause, refill(permits - collected));
        left = Math.max(left, untilFit(permits));
        if (left <= 0) {
          collected = 0;
          return;
        }
        long begin = time.currentTimeNanos();
        waiting.await(
            Math.min(pause > 0 ? pause : step(permits - collected, left), LOOK_EVERY), left);
        waited.addAndGet(time.currentTimeNanos() - begin);
      }
    } finally {
      if (collected > 0) {
        bucket.addTokens(collected);
      }
    }
  }

  /** Nanoseconds until so many more permits have come. */
  private long refill(long permits) {
    return permits <= 0 ? 0 : untilBucketHolds(1) + (permits - 1) * MINUTE / callsPerMinute;
  }

  /** Nanoseconds until it is worth to look: a full bucket takes no more permits in. */
  private long step(long permits, long left) {
    return permits <= 0 ? left : untilBucketHolds(Math.min(permits, burst));
  }

  /** At least one nanosecond: the bucket's own answer is rounded down. */
  private long untilBucketHolds(long permits) {
    return Math.max(1, bucket.estimateAbilityToConsume(permits).getNanosToWaitForRefill());
  }

  /**
   * Nanoseconds until the calls of the last minute leave room for so many more: permits that were
   * collected over a while go out at once.
   */
  private long untilFit(int permits) {
    long now = time.currentTimeNanos();
    while (!lastMinute.isEmpty() && now - lastMinute.peekFirst().at() >= MINUTE) {
      inLastMinute -= lastMinute.removeFirst().count();
    }
    long over = inLastMinute + permits - atOnce();
    long left = 0;
    for (Calls calls : lastMinute) {
      if (over <= 0) {
        break;
      }
      over -= calls.count();
      left = calls.at() + MINUTE - now;
    }
    return left;
  }

  /** Nobody gets a permit for so long, or for longer where that was said before. */
  void pause(Duration wait) {
    long until = time.currentTimeNanos() + wait.toNanos();
    pausedUntil.accumulateAndGet(until, (old, asked) -> asked - old > 0 ? asked : old);
  }

  int callsPerMinute() {
    return callsPerMinute;
  }

  int burst() {
    return burst;
  }

  /** Calls that a minute holds at most, and so those that may go out together. */
  int atOnce() {
    return callsPerMinute + burst;
  }

  /** Takes that wait for their permits. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** How long a call would wait that came now, as far as can be told. */
  Duration nextPermit() {
    long pause = Math.max(0, pausedUntil.get() - time.currentTimeNanos());
    long refill = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    return Duration.ofNanos(Math.max(pause, refill));
  }

  /** Permits there are now. */
  long available() {
    return pausedUntil.get() - time.currentTimeNanos() > 0 ? 0 : bucket.getAvailableTokens();
  }

  /** Calls since the start. */
  long taken() {
    return taken.get();
  }

  /** How long callers waited since the start, in nanoseconds, all of them together. */
  long waited() {
    return waited.get();
  }
}
