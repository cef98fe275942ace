package io.github.targetroutes.sync.stream;

import static io.github.targetroutes.sync.StateStore.update;

import io.github.targetroutes.ops.RunReport;
import io.github.targetroutes.sync.StateFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The account of a flow without end, a period at a time, in the state store. A record is counted
 * when it is known what becomes of it, so that every account is whole: it may have come in an
 * earlier period.
 */
public final class StreamAccount extends KeptState {

  private static final String FLOW = "profiles-stream";
  private static final String CURRENT = "";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS'-" + FLOW + "'").withZone(ZoneOffset.UTC);

  private static final String BEGIN =
      "insert into update_accounts (run, started, accepted, merged, rejected, dead, skipped, units,"
          + " calls) select cast(? as varchar(100)), cast(? as timestamp with time zone), 0, 0, 0,"
          + " 0, 0, 0, 0 where not exists (select run from update_accounts where run = ?)";

  @Override
  protected void doStart() {
    super.doStart();
    try {
      // Also a node that stands by may do it: there is one, whoever made it.
      store.free(BEGIN, CURRENT, clock.instant(), CURRENT);
    } catch (SQLException e) {
      throw new StateFault(e);
    }
  }

  private void begin(Connection connection) throws SQLException {
    update(connection, BEGIN, CURRENT, clock.instant(), CURRENT);
  }

  /** Counts records, within the transaction that decides on them. */
  void add(Connection connection, Tally tally) throws SQLException {
    update(
        connection,
        "update update_accounts set accepted = accepted + ?, merged = merged + ?, rejected ="
            + " rejected + ?, dead = dead + ?, skipped = skipped + ?, units = units + ? where run"
            + " = ?",
        tally.accepted(),
        tally.merged(),
        tally.rejected(),
        tally.dead(),
        tally.skipped(),
        tally.units(),
        CURRENT);
  }

  /** Notes where records that are counted as rejected stand. */
  void rejects(Connection connection, Path file) throws SQLException {
    update(
        connection,
        "update update_accounts set rejects = ? where run = ?",
        file.toString(),
        CURRENT);
  }

  /** Notes a dead letter. */
  void deadLetter(Connection connection, String file) throws SQLException {
    update(
        connection,
        "insert into update_dead_letters (run, dead_letter) values (?, ?)",
        CURRENT,
        file);
  }

  /** Counts a call to Target that is about to be made. */
  public void called() {
    store.update("update update_accounts set calls = calls + 1 where run = ?", CURRENT);
  }

  /**
   * Ends the period, unless nothing has happened in it.
   *
   * @return the reports that are still to be made, the oldest first
   */
  public List<RunReport> endPeriod() {
    boolean happened =
        !store
            .query(
                row -> CURRENT,
                "select run from update_accounts where run = ? and accepted + rejected + dead +"
                    + " skipped > 0",
                CURRENT)
            .isEmpty();
    if (happened) {
      Instant now = clock.instant();
      String run = NAME.format(now);
      store.together(
          connection -> {
            update(
                connection,
                "update update_accounts set run = ?, ended = ? where run = ?",
                run,
                now,
                CURRENT);
            update(
                connection, "update update_dead_letters set run = ? where run = ?", run, CURRENT);
            begin(connection);
          });
    }
    return store.query(this::report, "select * from update_accounts where run <> '' order by run");
  }

  private RunReport report(ResultSet row) throws SQLException {
    String run = row.getString("run");
    long accepted = row.getLong("accepted");
    long rejected = row.getLong("rejected");
    long dead = row.getLong("dead");
    long skipped = row.getLong("skipped");
    return new RunReport(
        run,
        FLOW,
        row.getObject("started", OffsetDateTime.class).toInstant(),
        row.getObject("ended", OffsetDateTime.class).toInstant(),
        accepted + rejected + dead + skipped,
        accepted,
        rejected,
        dead,
        skipped,
        row.getLong("merged"),
        row.getLong("units"),
        row.getLong("calls"),
        null,
        row.getString("rejects"),
        deadLetters(run));
  }

  private List<String> deadLetters(String run) {
    return store.query(
        row -> row.getString(1),
        "select dead_letter from update_dead_letters where run = ? order by dead_letter",
        run);
  }

  /** The report stands where it belongs: it is not made again. */
  public void reported(String run) {
    store.together(
        connection -> {
          update(connection, "delete from update_dead_letters where run = ?", run);
          update(connection, "delete from update_accounts where run = ?", run);
        });
  }

  /** The report of a file that can't be read as a whole. */
  public RunReport refused(String run, String why) {
    Instant now = clock.instant();
    return new RunReport(run, FLOW, now, now, 0, 0, 0, 0, 0, 0, 0, 0, why, null, List.of());
  }
}
