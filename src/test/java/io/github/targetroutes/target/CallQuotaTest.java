package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.routes.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    quota.start();
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
      quota.take(1);
      calls.add(time.now);
    }

    for (int first = 0; first < calls.size(); first++) {
      long from = calls.get(first);
      assertThat(calls.stream().filter(at -> at >= from && at - from < MINUTE).count())
          .isLessThanOrEqualTo(callsPerMinute + burst);
    }
    assertThat(quota.taken()).isEqualTo(steps.size());
  }

  /** Batches take many permits at once; each of their operations is a call to Target. */
  @Property(tries = 200)
  void noMinuteSeesMoreEvenWhereManyGoOutTogether(
      @ForAll @IntRange(min = 1, max = 60) int callsPerMinute,
      @ForAll @IntRange(min = 1, max = 10) int burst,
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 70) Integer> takes)
      throws InterruptedException {
    CallQuota quota = quota(callsPerMinute, burst);
    List<Long> calls = new ArrayList<>();
    for (int take : takes) {
      quota.take(Math.min(take, quota.atOnce()));
      calls.addAll(Collections.nCopies(Math.min(take, quota.atOnce()), time.now));
    }

    for (long from : calls) {
      assertThat(calls.stream().filter(at -> at >= from && at - from < MINUTE).count())
          .isLessThanOrEqualTo(quota.atOnce());
    }
    assertThat(quota.taken()).isEqualTo(calls.size());
  }

  @Test
  void moreThanAMinuteHoldsAreWaitedForAndGoOutTogether() throws InterruptedException {
    CallQuota quota = quota(45, 5);
    quota.take(1);
    long begin = time.now;
    quota.take(256);

    assertThat(Duration.ofNanos(time.now - begin))
        .as("all but the burst at 45 a minute")
        .isBetween(Duration.ofSeconds(334), Duration.ofSeconds(338));
    assertThat(quota.taken()).isEqualTo(257);
    assertThat(quota.waitedSeconds()).isBetween(334.0, 338.0);
  }

  @Test
  void theWaitForManyIsToldAsAWhole() throws InterruptedException {
    CallQuota quota = quota(45, 5);
    try (LogLines log = LogLines.listen()) {
      quota.take(125);
      assertThat(log.at(Level.INFO))
          .extracting(line -> line.replaceAll(" s to send 125 operations together: .*", ""))
          .containsExactly(
              "Rate limit reached, waiting 160",
              "Rate limit reached, waiting 100",
              "Rate limit reached, waiting 40");
    }
  }

  @Test
  void whoComesFirstIsServedFirstHoweverManyOthersWant() throws Exception {
    CallQuota quota = new CallQuota();
    quota.setCallsPerMinute(60_000);
    quota.setBurst(1);
    quota.start();
    List<String> served = new CopyOnWriteArrayList<>();
    quota.exceeded(Duration.ofMillis(300));
    List<Thread> threads = new ArrayList<>();
    for (int permits : new int[] {50, 1, 20, 1}) {
      String name = threads.size() + ":" + permits;
      Thread thread =
          new Thread(
              () -> {
                try {
                  quota.take(permits);
                  served.add(name);
                } catch (InterruptedException e) {
                  served.add("interrupted");
                }
              });
      thread.start();
      threads.add(thread);
      await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || served.contains(name));
    }
    for (Thread thread : threads) {
      thread.join(10_000);
    }

    assertThat(served).containsExactly("0:50", "1:1", "2:20", "3:1");
  }

  @Test
  void whoGivesUpInTheQueueHoldsUpNobody() throws Exception {
    CallQuota quota = new CallQuota();
    quota.start();
    quota.exceeded(Duration.ofSeconds(2));
    Thread first = new Thread(() -> takeOrEnd(quota));
    Thread second = new Thread(() -> takeOrEnd(quota));
    first.start();
    await().until(() -> first.getState() == Thread.State.TIMED_WAITING);
    second.start();
    await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
    second.interrupt();
    first.interrupt();
    second.join(5_000);
    first.join(5_000);
    assertThat(quota.taken()).isZero();

    quota.take(1);
    assertThat(quota.taken()).isEqualTo(1);
  }

  private static void takeOrEnd(CallQuota quota) {
    try {
      quota.take(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void allJobsOfAClientShareOneMeter() throws InterruptedException {
    CallQuota one = shared("client-1", 45);
    CallQuota same = shared("client-1", 45);
    CallQuota other = shared("client-2", 45);
    one.take(3);
    same.take(1);
    other.take(1);
    same.exceeded(Duration.ofMinutes(2));

    assertThat(one.taken()).isEqualTo(4);
    assertThat(same.taken()).isEqualTo(4);
    assertThat(one.available()).isZero();
    assertThat(other.taken()).isEqualTo(1);
    assertThat(other.available()).isEqualTo(4);
  }

  @Test
  void theFirstJobOfAClientSetsItsRateAndTheNextIsTold() {
    shared("client-3", 45);
    try (LogLines log = LogLines.listen()) {
      CallQuota next = shared("client-3", 20);

      assertThat(next.atOnce()).isEqualTo(50);
      assertThat(log.complaints())
          .containsExactly(
              "WARN Another job in this program already calls Target as the same client"
                  + " (adobe.target.quota-of): its 45 calls a minute and burst of 5 count for"
                  + " both");
    }
  }

  private CallQuota shared(String client, int callsPerMinute) {
    CallQuota quota = new CallQuota(time, time);
    quota.setClient(client);
    quota.setCallsPerMinute(callsPerMinute);
    quota.start();
    return quota;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0      | 0 calls, less than a minute at 45 calls a minute",
        "1      | 1 call, less than a minute at 45 calls a minute",
        "5      | 5 calls, less than a minute at 45 calls a minute",
        "6      | 6 calls, 1 minute at 45 calls a minute",
        "50     | 50 calls, 1 minute at 45 calls a minute",
        "300    | 300 calls, 7 minutes at 45 calls a minute",
        "12345  | 12,345 calls, 4 h 35 min at 45 calls a minute",
      })
  void aPlanTellsWhatTheWorkWillTake(long calls, String words) {
    assertThat(quota(45, 5).plan(calls)).hasToString(words);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 50, 51, 300})
  void workTakesAsLongAsItsPlanSays(int calls) throws InterruptedException {
    CallQuota quota = quota(45, 5);
    long minutes = quota.plan(calls).minutes();
    long begin = time.now;
    for (int i = 0; i < calls; i++) {
      quota.take(1);
    }

    assertThat(Math.ceil((time.now - begin) / (double) MINUTE)).isEqualTo(minutes);
  }

  @Test
  void aPauseThatBeginsWhileOneWaitsHoldsThatOneToo() throws InterruptedException {
    CallQuota quota = quota(6, 1);
    quota.take(1);
    long begin = time.now;
    time.onSleep = () -> quota.exceeded(Duration.ofMinutes(5));
    quota.take(1);

    assertThat(Duration.ofNanos(time.now - begin)).isBetween(minutes(5), minutes(6));
    time.now += 10 * MINUTE;
    quota.take(1);
    long next = time.now;
    quota.take(1);
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
    quota.take(1);

    assertThat(Duration.ofNanos(time.now - begin)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aWaitIsToldWithTheTimeLeftAndALongOneEachMinute() throws InterruptedException {
    CallQuota quota = quota(45, 5);
    try (LogLines log = LogLines.listen()) {
      for (int i = 0; i < 20; i++) {
        quota.take(1);
      }
      assertThat(log.at(Level.INFO)).as("waits of little more than a second").isEmpty();

      quota.exceeded(Duration.ofSeconds(150));
      quota.take(1);
      quota.take(1);
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
    quota.start();
    quota.exceeded(Duration.ofHours(1));
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                quota.take(1);
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

    assertThatThrownBy(() -> quota.take(1))
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
