package io.github.targetroutes.sync.stream;

import static io.github.targetroutes.sync.StateStore.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.ops.WorkLeft;
import io.github.targetroutes.sync.StateStore;
import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.stream.Update.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * The updates that wait, in the state store: one for each profile, into which its events are merged
 * as they come, later values winning. What was taken in is here until Target has taken it, so that
 * a crash costs nothing; and as there is never more than one update of a profile, a later value is
 * never overtaken by an earlier one.
 *
 * <p>All methods throw a {@link io.github.targetroutes.sync.StateFault} where the state store can't
 * be used.
 */
public final class WaitingUpdates extends KeptState implements WorkLeft {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> ATTRIBUTES =
      new TypeReference<>() {};

  /** Updates that are read at once. */
  private static final int SOME = 20;

  private static final String UNKNOWN = "Target does not know this profile";

  private StreamAccount account;
  private DailyRejects rejects;
  private UpdateRules rules;
  private Duration window = Duration.ofSeconds(5);
  private long windowEvents = 100;
  private long maxWaiting = 10_000;
  private Duration parkFor = Duration.ofMinutes(15);
  private Duration parkAtMost = Duration.ofDays(1);
  private int keepDays = 90;

  /** How many records of a file were taken before. */
  public long taken(String run) {
    store.update(
        "delete from update_inputs where taken < ?",
        clock.instant().minus(Duration.ofDays(keepDays)));
    return store
        .query(row -> row.getLong(1), "select records from update_inputs where run = ?", run)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /**
   * Whether so many updates wait that the source has to wait too. Those for profiles that Target
   * does not know yet don't count.
   *
   * @throws RejectedExecutionException where it is so and the program ends
   */
  public boolean isFull() {
    boolean full = count("state = 'OPEN'") >= maxWaiting;
    if (full && context.isStopping()) {
      throw new RejectedExecutionException("The program ends while a source waits");
    }
    return full;
  }

  /**
   * Takes the records of a chunk: their updates wait from now on, the others are counted, rejects
   * kept. All of it, or nothing.
   */
  public synchronized void take(Intake intake) {
    store.together(
        connection -> {
          Instant now = clock.instant();
          Map<String, Update> before = find(intake);
          Map<String, Update> after = new LinkedHashMap<>();
          List<Reject> tooLong = new ArrayList<>();
          for (Intake.Event event : intake.events()) {
            String id = event.update().id();
            Update waiting = after.getOrDefault(id, before.get(id));
            Update merged =
                waiting == null ? opened(event.update(), now) : waiting.with(event.update());
            if (rules.isTooLong(merged)) {
              tooLong.add(event.record().reject("", rules.tooLong()));
            } else {
              after.put(id, merged);
            }
          }
          for (Update update : after.values()) {
            put(connection, before.containsKey(update.id()), endedEarly(update, now));
          }
          List<Reject> rejected = intake.rejectsWith(tooLong);
          keep(connection, intake.chunk().source(), rejected);
          account.add(connection, Tally.taken(rejected.size(), intake.skipped()));
          taken(connection, intake.chunk(), now);
        });
  }

  private Update opened(Update update, Instant now) {
    return rules.of(
        update.id(),
        update.attributes(),
        update.events(),
        now,
        State.OPEN,
        now.plus(window),
        update.version());
  }

  private Update endedEarly(Update update, Instant now) {
    boolean full = update.state() == State.OPEN && update.events() >= windowEvents;
    return full ? update.waitingUntil(now) : update;
  }

  private Map<String, Update> find(Intake intake) {
    Map<String, Update> found = new HashMap<>();
    Object[] ids = intake.events().stream().map(event -> event.update().id()).distinct().toArray();
    if (ids.length > 0) {
      String places = "?" + ",?".repeat(ids.length - 1);
      store
          .query(this::read, "select * from updates where id in (" + places + ")", ids)
          .forEach(update -> found.put(update.id(), update));
    }
    return found;
  }

  private static void put(Connection connection, boolean known, Update update) throws SQLException {
    update(
        connection,
        known
            ? "update updates set attributes = ?, events = ?, since = ?, state = ?, due = ?,"
                + " version = ? where id = ?"
            : "insert into updates (attributes, events, since, state, due, version, id) values (?,"
                + " ?, ?, ?, ?, ?, ?)",
        json(update.attributes()),
        update.events(),
        update.since(),
        update.state().name(),
        update.due(),
        update.version(),
        update.id());
  }

  private void keep(Connection connection, String source, List<Reject> rejected)
      throws SQLException {
    if (!rejected.isEmpty()) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      account.rejects(connection, rejects.add(connection, today, source, rejected));
    }
  }

  private static void taken(Connection connection, Chunk chunk, Instant now) throws SQLException {
    if (chunk.taken() == Chunk.NO_FILE) {
      return;
    }
    update(connection, "delete from update_inputs where run = ?", chunk.source());
    update(
        connection,
        "insert into update_inputs (run, records, taken) values (?, ?, ?)",
        chunk.source(),
        chunk.taken(),
        now);
  }

  /** Whether there is an update whose time has come; never while the program ends. */
  public boolean hasDue() {
    return !context.isStopping() && count("due <= ?", clock.instant()) > 0;
  }

  /** Some of the updates whose time has come, the oldest first. */
  public List<Update> due() {
    return store.query(
        this::read,
        "select * from updates where due <= ? order by due, id limit " + SOME,
        clock.instant());
  }

  /** Target has taken the update. */
  public void sent(Update update) {
    settle(update, Tally.accepted(update), connection -> {});
  }

  /** Target refused the update; it is kept as a dead letter. */
  public void dead(Update update, String deadLetter) {
    settle(update, Tally.dead(update), connection -> account.deadLetter(connection, deadLetter));
  }

  /** Target does not know the profile, and the update is given up. */
  public void reject(Update update) {
    if (update.events() == 0) {
      settle(update, Tally.rejected(update), connection -> {});
      return;
    }
    String text = update.key().label() + "=" + update.id() + " " + json(update.attributes());
    Reject reject = new Reject(0, "", UNKNOWN, text);
    settle(
        update, Tally.rejected(update), connection -> keep(connection, "profile", List.of(reject)));
  }

  /** Target does not know the profile: the update waits, or is given up after a time. */
  public void park(Update update) {
    if (!clock.instant().isBefore(update.since().plus(parkAtMost))) {
      reject(update);
      return;
    }
    State state = update.state() == State.OPEN ? State.PARKED : update.state();
    wait(update, state, update.since());
  }

  private synchronized void wait(Update update, State state, Instant since) {
    store.update(
        "update updates set state = ?, due = ?, since = ? where id = ?",
        state.name(),
        clock.instant().plus(parkFor),
        since,
        update.id());
  }

  /**
   * Target was asked to create the profile with all that is known of it. The update stays, so that
   * what comes before Target knows the profile is sent together with it: a second batch would
   * replace what the first one said (Bulk Profile Update API).
   */
  public synchronized void created(Update update) {
    store.together(
        connection -> {
          account.add(connection, Tally.accepted(update));
          update(
              connection,
              "update updates set events = events - ?, state = 'CREATED', due = ?, since = ? where"
                  + " id = ?",
              update.events(),
              clock.instant().plus(parkFor),
              clock.instant(),
              update.id());
        });
  }

  /** What came in meanwhile waits as an update of its own, with all that was sent. */
  private synchronized void settle(Update update, Tally tally, StateStore.Work work) {
    store.together(
        connection -> {
          work.on(connection);
          account.add(connection, tally);
          update(
              connection,
              "delete from updates where id = ? and version = ?",
              update.id(),
              update.version());
          update(
              connection,
              "update updates set events = events - ?, state = 'OPEN', due = ?, since = ? where id"
                  + " = ?",
              update.events(),
              clock.instant().plus(window),
              clock.instant(),
              update.id());
        });
  }

  /** Updates that wait for a profile which Target does not know yet. */
  public long parked() {
    return count("state <> 'OPEN' and events > 0");
  }

  /** Updates that wait for whatever reason. */
  public long waiting() {
    return count("events > 0");
  }

  @Override
  public boolean isWorkLeft() {
    return count("state = 'OPEN' or due <= ?", clock.instant()) > 0;
  }

  private long count(String condition, Object... values) {
    return store
        .query(row -> row.getLong(1), "select count(*) from updates where " + condition, values)
        .get(0);
  }

  private Update read(ResultSet row) throws SQLException {
    return rules.of(
        row.getString("id"),
        attributes(row.getString("attributes")),
        row.getLong("events"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        State.valueOf(row.getString("state")),
        row.getObject("due", OffsetDateTime.class).toInstant(),
        row.getLong("version"));
  }

  private static Map<String, String> attributes(String json) {
    try {
      return JSON.readValue(json, ATTRIBUTES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The state store holds attributes that are no JSON", e);
    }
  }

  private static String json(Map<String, String> attributes) {
    try {
      return JSON.writeValueAsString(attributes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every map of texts is JSON", e);
    }
  }

  public void setAccount(StreamAccount account) {
    this.account = account;
  }

  public void setRejects(DailyRejects rejects) {
    this.rejects = rejects;
  }

  public void setRules(UpdateRules rules) {
    this.rules = rules;
  }

  /** How long the events of a profile are gathered, from the first one. */
  public void setWindow(Duration window) {
    this.window = window;
  }

  /** With so many events an update waits no longer. */
  public void setWindowEvents(long windowEvents) {
    this.windowEvents = windowEvents;
  }

  /** When so many updates wait, the source waits too. */
  public void setMaxWaiting(long maxWaiting) {
    this.maxWaiting = maxWaiting;
  }

  /** How long an update waits before its profile is looked for again. */
  public void setParkFor(Duration parkFor) {
    this.parkFor = parkFor;
  }

  /** How long an update waits for its profile altogether. */
  public void setParkAtMost(Duration parkAtMost) {
    this.parkAtMost = parkAtMost;
  }

  /** For how many days it is remembered how much of a file was taken. */
  public void setKeepDays(int keepDays) {
    this.keepDays = keepDays;
  }
}
