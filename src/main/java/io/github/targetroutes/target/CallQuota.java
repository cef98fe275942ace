package io.github.targetroutes.target;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.targetroutes.ConfigurationException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the calls a minute under Target's limit of 50 for the Admin, Reporting and bulk profile
 * APIs (target-limits.md), over which Target answers 503. Permits come back evenly through the
 * minute, so that no 60 seconds, wherever they begin, see more than calls-per-minute plus burst.
 */
public final class CallQuota extends ServiceSupport implements CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(CallQuota.class);

  /** Nanoseconds; shorter waits are not worth a line. */
  private static final long TELL_FROM = TimeUnit.SECONDS.toNanos(2);

  /** Nanoseconds; a long wait is told again, or it would look like a program that hangs. */
  private static final long TELL_EVERY = TimeUnit.MINUTES.toNanos(1);

  /** Nanoseconds; how soon a wait notices that the program ends. */
  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final TimeMeter time;
  private final BlockingStrategy sleep;
  private final AtomicLong pausedUntil;
  private final AtomicLong tellFrom;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicInteger waiting = new AtomicInteger();
  private int callsPerMinute = 45;
  private int burst = 5;
  private Bucket bucket;
  private CamelContext context;

  public CallQuota() {
    this(TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
  }

  /** A quota by another clock, and what it does to wait. */
  CallQuota(TimeMeter time, BlockingStrategy sleep) {
    this.time = time;
    this.sleep = sleep;
    this.pausedUntil = new AtomicLong(time.currentTimeNanos());
    this.tellFrom = new AtomicLong(time.currentTimeNanos());
  }

  @Override
  protected void doInit() {
    requireAtLeastOne("adobe.target.calls-per-minute", callsPerMinute);
    requireAtLeastOne("adobe.target.burst", burst);
    bucket =
        Bucket.builder()
            .withCustomTimePrecision(time)
            .addLimit(
                limit -> limit.capacity(burst).refillGreedy(callsPerMinute, Duration.ofMinutes(1)))
            .build();
  }

  private static void requireAtLeastOne(String key, int value) {
    if (value < 1) {
      throw new ConfigurationException(
          key + "=" + value + " lets no call out; set it to 1 or more");
    }
  }

  /**
   * Takes a permit, waiting for it where there is none, and for the end of the pause that {@link
   * #exceeded} began.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   * @throws TargetFault when the program ends, or ends meanwhile: what is under way is brought to
   *     its end then, and no further call goes out
   */
  public void take() throws InterruptedException {
    waiting.incrementAndGet();
    try {
      for (; ; ) {
        await(pausedUntil.get());
        bucket.asBlocking().consume(1, nanos -> await(time.currentTimeNanos() + nanos));
        if (pausedUntil.get() - time.currentTimeNanos() <= 0) {
          taken.incrementAndGet();
          return;
        }
        // DANGER: permits kept through a pause would all be used in its first moment.
        bucket.addTokens(1);
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Target said that the quota is used up: everybody waits as long as it asks, or longer. */
  public void exceeded(Duration wait) {
    long until = time.currentTimeNanos() + wait.toNanos();
    pausedUntil.accumulateAndGet(until, (old, asked) -> asked - old > 0 ? asked : old);
  }

  private void await(long until) throws InterruptedException {
    for (long left; (left = until - time.currentTimeNanos()) > 0; ) {
      requireRunning();
      tell(left);
      sleep.park(Math.min(left, LOOK_EVERY));
    }
    requireRunning();
  }

  private void requireRunning() {
    if (context != null && context.isStopping()) {
      throw new TargetFault(
          TargetFault.Kind.THROTTLED,
          "The program ends, and no further call goes out; the work goes on at the next start",
          null,
          null);
    }
  }

  /** Says once for all who wait how long it takes. */
  private void tell(long left) {
    long now = time.currentTimeNanos();
    long from = tellFrom.get();
    if (left > TELL_FROM
        && now - from >= 0
        && tellFrom.compareAndSet(from, now + Math.min(left, TELL_EVERY))) {
      LOG.info(
          "Rate limit reached, waiting {} s: Target takes {} calls a minute from this job"
              + " (adobe.target.calls-per-minute), {} were made since its start",
          Math.round(left / 1e9),
          callsPerMinute,
          taken);
    }
  }

  /** How many calls wait for a permit. */
  public int waiting() {
    return waiting.get();
  }

  /** How long a call would wait that came now, behind those that wait already. */
  public Duration nextPermit() {
    long pause = Math.max(0, pausedUntil.get() - time.currentTimeNanos());
    long refill = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    return Duration.ofNanos(Math.max(pause, refill));
  }

  /** How many calls could go out at once; none in a pause. */
  public long left() {
    boolean paused = pausedUntil.get() - time.currentTimeNanos() > 0;
    return paused ? 0 : Math.max(0, bucket.getAvailableTokens());
  }

  /** Calls a minute that it lets out. */
  public int callsPerMinute() {
    return callsPerMinute;
  }

  /** Metered calls since the start. */
  public long taken() {
    return taken.get();
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** Calls a minute; Target allows 50 together with the burst. */
  public void setCallsPerMinute(int callsPerMinute) {
    this.callsPerMinute = callsPerMinute;
  }

  /** Calls that may go out at once after a pause. */
  public void setBurst(int burst) {
    this.burst = burst;
  }
}
