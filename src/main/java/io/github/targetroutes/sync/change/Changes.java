package io.github.targetroutes.sync.change;

import static io.github.targetroutes.sync.StateStore.update;
import static io.github.targetroutes.sync.StateStore.updateEach;

import io.github.targetroutes.sync.StateStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The changes of each run, in the state store, so that a crash at any moment is resumed. A change
 * is OPEN, then DONE, REJECTED or DEAD; one that must not be sent twice is SENDING from before its
 * call until its outcome is noted. Each step is committed before the next begins.
 *
 * <p>All methods throw a {@link io.github.targetroutes.sync.StateFault} where the state store can't
 * be used.
 */
public final class Changes {

  private static final int MAX_TEXT = 4000;

  /** Changes that are in memory at once. */
  private static final int PAGE = 500;

  private Ledger ledger;
  private StateStore store;

  /** Forgets what a planning left that was broken off. */
  void clear(String run) {
    store.update("delete from changes where run = ?", run);
  }

  /** Those of the keys that the run changes already. */
  Map<String, Change> find(String run, Collection<String> keys) {
    Map<String, Change> found = new HashMap<>();
    store
        .queryEach(
            Changes::change, "select * from changes where run = ? and record_key = ?", run, keys)
        .forEach(change -> found.put(change.key(), change));
    return found;
  }

  /** Adds changes, each with the number of its unit, and replaces others by their numbers. */
  void add(String run, Map<Change, Integer> added, Collection<Change> replaced) {
    store.together(
        connection -> {
          updateEach(
              connection,
              "insert into changes (run, number, record_key, action, unit, state, place, length,"
                  + " line, source_rows, hash, target_id) values (?, ?, ?, ?, ?, 'OPEN', ?, ?, ?,"
                  + " ?, ?, ?)",
              added.entrySet().stream().map(entry -> row(run, entry)).toList());
          updateEach(
              connection,
              "update changes set action = ?, place = ?, length = ?, line = ?, source_rows = ?,"
                  + " hash = ? where run = ? and number = ?",
              replaced.stream().map(change -> row(run, change)).toList());
        });
  }

  private static Object[] row(String run, Map.Entry<Change, Integer> added) {
    Change change = added.getKey();
    return new Object[] {
      run,
      change.number(),
      change.key(),
      change.action().name(),
      added.getValue(),
      change.place(),
      change.length(),
      change.line(),
      change.rows(),
      change.hash(),
      change.targetId()
    };
  }

  private static Object[] row(String run, Change change) {
    return new Object[] {
      change.action().name(),
      change.place(),
      change.length(),
      change.line(),
      change.rows(),
      change.hash(),
      run,
      change.number()
    };
  }

  /**
   * Gives all changes of a run their units anew.
   *
   * @param last number of a change
   */
  void pack(String run, long last, Packer packer) {
    for (long from = 0; from < last; from += PAGE) {
      List<Object[]> units =
          read("run = ? and number > ? and number <= ? order by number", run, from, from + PAGE)
              .stream()
              .map(change -> new Object[] {packer.unitOf(change), run, change.number()})
              .toList();
      store.together(
          connection ->
              updateEach(
                  connection, "update changes set unit = ? where run = ? and number = ?", units));
    }
  }

  /** How many changes of a kind a run has. */
  long count(String run, Action action) {
    return number("select count(*) from changes where run = ? and action = ?", run, action.name());
  }

  /** Whether anything of the run is still to be sent, or in doubt. */
  public boolean hasOpen(String run) {
    return number(
            "select count(*) from changes where run = ? and state in ('OPEN', 'SENDING')", run)
        > 0;
  }

  /** The numbers of the units that are to be sent, in order. */
  public List<Integer> open(String run) {
    return store.query(
        row -> row.getInt(1),
        "select distinct unit from changes where run = ? and state = 'OPEN' order by unit",
        run);
  }

  /** A unit with those of its changes that are still to be sent. */
  public Unit unit(String run, int number) {
    String flow =
        store.query(row -> row.getString(1), "select flow from runs where run = ?", run).get(0);
    int total = lastUnit(run);
    return new Unit(
        run,
        flow,
        number,
        total,
        read("run = ? and unit = ? and state = 'OPEN' order by number", run, number));
  }

  /** Target took all of the unit. */
  public void done(Unit unit) {
    each(unit, "DONE", null, null);
  }

  /**
   * Target took one change.
   *
   * @param targetId Target's own id of the object; null where it has none
   */
  public void done(Unit unit, Change change, String targetId) {
    store.together(
        connection -> {
          note(connection, unit, change, "DONE", null, null);
          ledger.took(connection, unit.flow(), change, targetId);
          settled(connection, unit.run(), List.of(change));
        });
  }

  /** Target refuses one change, for this reason. */
  public void rejected(Unit unit, Change change, String reason) {
    store.together(
        connection -> {
          note(connection, unit, change, "REJECTED", reason, null);
          ledger.doubt(connection, unit.flow(), change.key());
          settled(connection, unit.run(), List.of(change));
        });
  }

  /** Target refuses all of the unit, for this reason. */
  public void rejected(Unit unit, String reason) {
    each(unit, "REJECTED", reason, null);
  }

  /**
   * Target took none of the unit.
   *
   * @param deadLetter where it is kept
   */
  public void dead(Unit unit, String reason, String deadLetter) {
    each(unit, "DEAD", reason, deadLetter);
  }

  /**
   * The unit goes out as two, each of half of its changes.
   *
   * @throws IllegalArgumentException where it has one alone
   */
  public void halve(Unit unit) {
    if (unit.size() < 2) {
      throw new IllegalArgumentException(unit + " has one change and no halves");
    }
    int next = lastUnit(unit.run()) + 1;
    store.update(
        "update changes set unit = ? where run = ? and unit = ? and number >= ? and state = 'OPEN'",
        next,
        unit.run(),
        unit.number(),
        unit.changes().get(unit.size() / 2).number());
  }

  /**
   * Its call goes out: whether Target took what is still open of it isn't known until the outcome
   * is noted.
   */
  public void sending(Unit unit) {
    store.update(
        "update changes set state = 'SENDING' where run = ? and unit = ? and state = 'OPEN'",
        unit.run(),
        unit.number());
  }

  /** Whether the run has changes of which it isn't known if Target took them. */
  public boolean isInDoubt(String run) {
    return number("select count(*) from changes where run = ? and state = 'SENDING'", run) > 0;
  }

  /**
   * Opens what is in doubt again, once the ledger has taken in a listing of Target: what is there
   * is updated, and what is not there is created.
   */
  public void settleDoubts(String run, String flow) {
    List<Change> doubtful = read("run = ? and state = 'SENDING'", run);
    Map<String, Known> known = ledger.find(flow, doubtful.stream().map(Change::key).toList());
    store.together(
        connection ->
            updateEach(
                connection,
                "update changes set state = 'OPEN', action = ?, target_id = ? where run = ? and"
                    + " number = ?",
                doubtful.stream().map(change -> settled(run, change, known)).toList()));
  }

  private static Object[] settled(String run, Change change, Map<String, Known> known) {
    Known there = known.get(change.key());
    boolean isThere = there != null && there.isThere();
    Action save = isThere ? Action.UPDATE : Action.CREATE;
    Action action = change.action() == Action.DELETE ? Action.DELETE : save;
    return new Object[] {action.name(), isThere ? there.targetId() : null, run, change.number()};
  }

  /** Whether Target took some of the run not. */
  boolean hasRejected(String run) {
    return number("select count(*) from changes where run = ? and state = 'REJECTED'", run) > 0;
  }

  /** Changes of the run that Target took not, some at a time, behind the number of the last one. */
  List<RejectedChange> rejected(String run, long after) {
    return store.query(
        row -> new RejectedChange(change(row), row.getString("reason")),
        "select * from changes where run = ? and number > ? and state = 'REJECTED' order by number"
            + " limit "
            + PAGE,
        run,
        after);
  }

  /** A change and why Target did not take it. */
  record RejectedChange(Change change, String reason) {}

  private void each(Unit unit, String state, String reason, String deadLetter) {
    store.together(
        connection -> {
          for (Change change : unit.changes()) {
            note(connection, unit, change, state, reason, deadLetter);
            if (state.equals("DONE")) {
              ledger.took(connection, unit.flow(), change, change.targetId());
            } else {
              ledger.doubt(connection, unit.flow(), change.key());
            }
          }
          settled(connection, unit.run(), unit.changes());
        });
  }

  private static void note(
      Connection connection,
      Unit unit,
      Change change,
      String state,
      String reason,
      String deadLetter)
      throws SQLException {
    update(
        connection,
        "update changes set state = ?, reason = ?, dead_letter = ? where run = ? and number = ?",
        state,
        reason == null || reason.length() <= MAX_TEXT ? reason : reason.substring(0, MAX_TEXT),
        deadLetter,
        unit.run(),
        change.number());
  }

  /** Counts what is over, so that nobody has to go through all changes to tell how far a run is. */
  private static void settled(Connection connection, String run, List<Change> changes)
      throws SQLException {
    update(
        connection,
        "update runs set settled_changes = settled_changes + ?, settled_rows = settled_rows + ?"
            + " where run = ?",
        changes.size(),
        changes.stream().mapToLong(Change::rows).sum(),
        run);
  }

  /** In the order of the index: the greatest of a run's units would be sought in all of them. */
  private int lastUnit(String run) {
    return (int)
        number("select unit from changes where run = ? order by run desc, unit desc limit 1", run);
  }

  private List<Change> read(String condition, Object... values) {
    return store.query(Changes::change, "select * from changes where " + condition, values);
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getLong("number"),
        row.getString("record_key"),
        Action.valueOf(row.getString("action")),
        row.getString("target_id"),
        row.getLong("place"),
        row.getInt("length"),
        row.getLong("line"),
        row.getLong("source_rows"),
        row.getString("hash"));
  }

  private long number(String sql, Object... values) {
    return store.query(row -> row.getLong(1), sql, values).get(0);
  }

  public void setDataSource(DataSource dataSource) {
    this.store = new StateStore(dataSource);
  }

  public void setLedger(Ledger ledger) {
    this.ledger = ledger;
  }
}
