package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.routes.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class CallQuotaTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** A time that passes only while somebody waits for it. */
  private static final class StandingTime implements TimeMeter, BlockingStrategy {

    private long now = TimeUnit.HOURS.toNanos(1);
    private Runnable onSleep = () -> {};

    @Override
    public long currentTimeNanos() {
      return now;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }

    @Override
    public void park(long nanos) {
      now += nanos;
      Runnable once = onSleep;
      onSleep = () -> {};
      once.run();
    }
  }

  private final StandingTime time = new StandingTime();

  private CallQuota quota(int callsPerMinute, int burst) {
    CallQuota quota = new CallQuota(time, time);
    quota.setCallsPerMinute(callsPerMinute);
    quota.setBurst(burst);
    quota.init();
    return quota;
  }

  /** Calls come after idle times, in rushes, and between pauses that Target asks for. */
  @Property(tries = 300)
  void noMinuteSeesMoreThanCallsPerMinuteAndBurst(
      @ForAll @IntRange(min = 1, max = 60) int callsPerMinute,
      @ForAll @IntRange(min = 1, max = 10) int burst,
      @ForAll @Size(max = 200) List<@IntRange(min = -90_000, max = 20_000) Integer> steps)
      throws InterruptedException {
    CallQuota quota = quota(callsPerMinute, burst);
    List<Long> calls = new ArrayList<>();
    for (int step : steps) {
      if (step > 19_000) {
        quota.exceeded(Duration.ofMillis(step));
      } else if (step > 0) {
        time.now += TimeUnit.MILLISECONDS.toNanos(step);
      }
      quota.take();
      calls.add(time.now);
    }

    for (int first = 0; first < calls.size(); first++) {
      long from = calls.get(first);
      assertThat(calls.stream().filter(at -> at >= from && at - from < MINUTE).count())
          .isLessThanOrEqualTo(callsPerMinute + burst);
    }
    assertThat(quota.taken()).isEqualTo(steps.size());
  }

  @Test
  void aPauseThatBeginsWhileOneWaitsHoldsThatOneToo() throws InterruptedException {
    CallQuota quota = quota(6, 1);
    quota.take();
    long begin = time.now;
    time.onSleep = () -> quota.exceeded(Duration.ofMinutes(5));
    quota.take();

    assertThat(Duration.ofNanos(time.now - begin)).isBetween(minutes(5), minutes(6));
    time.now += 10 * MINUTE;
    quota.take();
    long next = time.now;
    quota.take();
    assertThat(time.now - next).as("no permit was kept through the pause").isGreaterThan(0);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  @Test
  void aShorterPauseDoesNotEndALongerOne() throws InterruptedException {
    CallQuota quota = quota(60, 5);
    long begin = time.now;
    quota.exceeded(Duration.ofSeconds(90));
    quota.exceeded(Duration.ofSeconds(1));
    quota.take();

    assertThat(Duration.ofNanos(time.now - begin)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aWaitIsToldWithTheTimeLeftAndALongOneEachMinute() throws InterruptedException {
    CallQuota quota = quota(45, 5);
    try (LogLines log = LogLines.listen()) {
      for (int i = 0; i < 20; i++) {
        quota.take();
      }
      assertThat(log.at(Level.INFO)).as("waits of little more than a second").isEmpty();

      quota.exceeded(Duration.ofSeconds(150));
      quota.take();
      quota.take();
      assertThat(log.at(Level.INFO))
          .extracting(line -> line.replaceAll(":.*", ""))
          .containsExactly(
              "Rate limit reached, waiting 150 s",
              "Rate limit reached, waiting 90 s",
              "Rate limit reached, waiting 30 s");
    }
  }

  @Test
  void anInterruptStopsTheWait() {
    CallQuota quota = new CallQuota();
    quota.init();
    quota.exceeded(Duration.ofHours(1));
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                quota.take();
                waiting.complete(null);
              } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
              }
            });
    thread.start();
    thread.interrupt();

    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(quota.taken()).isZero();
  }

  @Test
  void theEndOfTheProgramStopsTheWait() {
    CallQuota quota = quota(45, 5);
    quota.setCamelContext(
        new DefaultCamelContext(false) {
          @Override
          public boolean isStopping() {
            return true;
          }
        });
    quota.exceeded(Duration.ofHours(1));

    assertThatThrownBy(quota::take)
        .isInstanceOf(TargetFault.class)
        .hasMessageStartingWith("The program ends, and no further call goes out");
  }

  @Test
  void aQuotaThatLetsNothingOutIsRefused() {
    assertThatThrownBy(() -> quota(0, 5))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("adobe.target.calls-per-minute=0 lets no call out; set it to 1 or more");
    assertThatThrownBy(() -> quota(45, 0)).hasMessageStartingWith("adobe.target.burst=0");
  }
}
