package io.github.targetroutes.target;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import io.github.targetroutes.ConfigurationException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Variable;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the calls a minute under Target's limit of 50 for the Admin, Reporting and bulk profile
 * APIs (target-limits.md), over which Target answers 503. All quotas of one client in this JVM
 * share one {@link CallMeter}, for Target counts all its calls together.
 */
public final class CallQuota extends ServiceSupport implements CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(CallQuota.class);

  /** Nanoseconds; shorter waits are not worth a line. */
  private static final long TELL_FROM = TimeUnit.SECONDS.toNanos(2);

  /** Nanoseconds; a long wait is told again, or it would look like a program that hangs. */
  private static final long TELL_EVERY = TimeUnit.MINUTES.toNanos(1);

  private final TimeMeter time;
  private final BlockingStrategy sleep;
  private final AtomicLong tellFrom;
  private String client = "";
  private int callsPerMinute = 45;
  private int burst = 5;
  private CallMeter meter;
  private CamelContext context;

  public CallQuota() {
    this(TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
  }

  /** A quota by another clock, and what it does to wait. */
  CallQuota(TimeMeter time, BlockingStrategy sleep) {
    this.time = time;
    this.sleep = sleep;
    this.tellFrom = new AtomicLong(time.currentTimeNanos());
  }

  @Override
  protected void doInit() {
    requireAtLeastOne("adobe.target.calls-per-minute", callsPerMinute);
    requireAtLeastOne("adobe.target.burst", burst);
    meter = client.isBlank() ? newMeter() : CallMeter.of(client, this::newMeter);
    if (meter.callsPerMinute() != callsPerMinute || meter.burst() != burst) {
      LOG.warn(
          "Another job in this program already calls Target as the same client"
              + " (adobe.target.quota-of): its {} calls a minute and burst of {} count for both",
          meter.callsPerMinute(),
          meter.burst());
    }
  }

  private CallMeter newMeter() {
    return new CallMeter(time, callsPerMinute, burst);
  }

  private static void requireAtLeastOne(String key, int value) {
    if (value < 1) {
      throw new ConfigurationException(
          key + "=" + value + " lets no call out; set it to 1 or more");
    }
  }

  /**
   * Takes permits, waiting for them where there are none, and for the end of the pause that {@link
   * #exceeded} began.
   *
   * @param calls 1, or as many as go out together, as the operations of a batch do: there may be
   *     more of them than {@link #atOnce()}, but Target would answer 503 to the rest
   * @throws InterruptedException when the thread is interrupted meanwhile
   * @throws TargetFault when the program ends, or ends meanwhile: what is under way is brought to
   *     its end then, and no further call goes out
   */
  public void take(@Variable("target.permits") int calls) throws InterruptedException {
    throwIfStopping();
    meter.take(
        calls,
        new CallMeter.Waiting() {
          @Override
          public void await(long nanos, long left) throws InterruptedException {
            look();
            tell(left, calls);
            sleep.park(nanos);
          }

          @Override
          public void look() {
            throwIfStopping();
          }
        });
  }

  /** Target said that the quota is used up: everybody waits as long as it asks, or longer. */
  public void exceeded(Duration wait) {
    meter.pause(wait);
  }

  private void throwIfStopping() {
    if (context != null && context.isStopping()) {
      throw new TargetFault(
          TargetFault.Kind.THROTTLED,
          "The program ends, and no further call goes out; the work goes on at the next start",
          null,
          null);
    }
  }

  /** Says once for all who wait how long it takes. */
  private void tell(long left, int calls) {
    long now = time.currentTimeNanos();
    long from = tellFrom.get();
    if (left > TELL_FROM
        && now - from >= 0
        && tellFrom.compareAndSet(from, now + Math.min(left, TELL_EVERY))) {
      LOG.info(
          "Rate limit reached, waiting {} s{}: no more than {} calls a minute go out to Target"
              + " (adobe.target.calls-per-minute), {} did since the start",
          Math.round(left / 1e9),
          calls == 1 ? "" : " to send " + calls + " operations together",
          meter.callsPerMinute(),
          String.format(Locale.ROOT, "%,d", taken()));
    }
  }

  /**
   * What so many calls cost, to be told before they are made.
   *
   * @param calls 0 or more; each operation of a batch is one
   */
  public QuotaPlan plan(long calls) {
    return QuotaPlan.of(calls, meter.callsPerMinute(), meter.burst());
  }

  /** Metered calls since the start, of all jobs of the client. */
  public long taken() {
    return meter.taken();
  }

  /** Calls that may go out now without a wait. */
  public long available() {
    return meter.available();
  }

  /** Calls that wait for their permits. */
  public int waiting() {
    return meter.waiting();
  }

  /** How long a call would wait that came now, as far as can be told. */
  public Duration nextPermit() {
    return meter.nextPermit();
  }

  /** Calls a minute that it lets out. */
  public int callsPerMinute() {
    return meter.callsPerMinute();
  }

  /** How many seconds calls waited since the start, all of them together. */
  public double waitedSeconds() {
    return meter.waited() / 1e9;
  }

  /** The most calls that a minute may hold, and so the most that may go out together. */
  public int atOnce() {
    return meter.atOnce();
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** Whose calls these are: all jobs of one client share its quota; blank: shared with nobody. */
  public void setClient(String client) {
    this.client = client;
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
