package io.github.targetroutes.sync.stream;

import static io.github.targetroutes.sync.StateStore.update;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the updates of the last 24 hours under Target's limit (Single Profile Update API: 1,000,000
 * in any 24 hours), across restarts: they are counted by the minute in the state store. A minute
 * counts until its end is 24 hours ago, so that no 24 hours see more.
 */
public final class DailyCeiling extends KeptState {

  private static final Logger LOG = LoggerFactory.getLogger(DailyCeiling.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TELL_EVERY = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private long updatesPerDay = 1_000_000;
  private Instant told = Instant.MIN;

  /**
   * Counts an update that is about to be sent, and waits first where there is no room for it.
   *
   * @throws RejectedExecutionException when the program ends meanwhile
   */
  public void take() {
    for (Optional<Duration> wait = tryTake(); wait.isPresent(); wait = tryTake()) {
      if (context != null && context.isStopping()) {
        throw new RejectedExecutionException("The program ends while an update waits");
      }
      tell(wait.get());
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /**
   * Counts an update where there is room for it.
   *
   * @return how long it takes until there is; empty where there was
   */
  synchronized Optional<Duration> tryTake() {
    Instant now = clock.instant();
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Instant from = from(now);
    List<Instant> oldest =
        store.query(
            row -> row.getObject(1, OffsetDateTime.class).toInstant(),
            "select min(sent_minute) from updates_sent where sent_minute > ? having sum(number) >="
                + " ?",
            from,
            updatesPerDay);
    if (!oldest.isEmpty()) {
      return Optional.of(Duration.between(from, oldest.get(0)));
    }
    boolean begun =
        !store
            .query(row -> minute, "select 1 from updates_sent where sent_minute = ?", minute)
            .isEmpty();
    store.together(
        connection -> {
          if (begun) {
            update(
                connection,
                "update updates_sent set number = number + 1 where sent_minute = ?",
                minute);
          } else {
            update(connection, "delete from updates_sent where sent_minute <= ?", from);
            update(
                connection, "insert into updates_sent (sent_minute, number) values (?, 1)", minute);
          }
        });
    return Optional.empty();
  }

  /**
   * How long updates would take, if nothing else were sent meanwhile.
   *
   * @param perSecond how many go out in a second
   */
  public UpdatePlan plan(long updates, long perSecond) {
    long counted =
        store
            .query(
                row -> row.getLong(1),
                "select coalesce(sum(number), 0) from updates_sent where sent_minute > ?",
                from(clock.instant()))
            .get(0);
    return UpdatePlan.of(updates, perSecond, Math.max(0, updatesPerDay - counted), updatesPerDay);
  }

  /** What was sent since then counts. */
  private static Instant from(Instant now) {
    return now.minus(DAY).minus(MINUTE);
  }

  private synchronized void tell(Duration wait) {
    Instant now = clock.instant();
    if (!now.isBefore(told.plus(TELL_EVERY))) {
      told = now;
      LOG.info(
          "Daily limit reached, the next update goes out in {}: Target takes {} updates of profiles"
              + " in 24 hours (sync.profiles-stream.updates-per-day); what waits stays in the state"
              + " store",
          words(wait),
          String.format("%,d", updatesPerDay));
    }
  }

  private static String words(Duration wait) {
    return "%d h %d min".formatted(wait.toHours(), wait.toMinutesPart() + 1);
  }

  /** Updates in any 24 hours at most. */
  public void setUpdatesPerDay(long updatesPerDay) {
    this.updatesPerDay = updatesPerDay;
  }
}
