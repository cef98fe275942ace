package io.github.targetroutes.target;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the calls a minute under Target's limit of 50 for the Admin, Reporting and bulk profile
 * APIs (target-limits.md), over which Target answers 503. Permits come back evenly through the
 * minute, so that no 60 seconds, wherever they begin, see more than calls-per-minute plus burst.
 */
public final class CallQuota extends ServiceSupport {

  private static final Logger LOG = LoggerFactory.getLogger(CallQuota.class);

  /** Shorter waits are not worth a line. */
  private static final Duration TELL_FROM = Duration.ofSeconds(2);

  private int callsPerMinute = 45;
  private int burst = 5;
  private final AtomicLong pausedUntil = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong taken = new AtomicLong();
  private Bucket bucket;

  @Override
  protected void doInit() {
    bucket =
        Bucket.builder()
            .addLimit(
                limit -> limit.capacity(burst).refillGreedy(callsPerMinute, Duration.ofMinutes(1)))
            .build();
  }

  /**
   * Takes a permit, waiting for it where there is none.
   *
   * @throws InterruptedException when the program stops meanwhile
   */
  public void take() throws InterruptedException {
    long wait = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    if (wait > TELL_FROM.toNanos()) {
      tell(Duration.ofNanos(wait));
    }
    bucket.asBlocking().consume(1);
    for (long pause; (pause = pausedUntil.get() - System.nanoTime()) > 0; ) {
      TimeUnit.NANOSECONDS.sleep(pause);
    }
    taken.incrementAndGet();
  }

  /** Target said that the quota is used up: everybody waits as long as it asks. */
  public void exceeded(Duration wait) {
    pausedUntil.set(System.nanoTime() + wait.toNanos());
    tell(wait);
  }

  private static void tell(Duration wait) {
    LOG.info("Quota of calls a minute reached: waiting {} s", Math.max(1, wait.toSeconds()));
  }

  /** Metered calls since the start. */
  public long taken() {
    return taken.get();
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
