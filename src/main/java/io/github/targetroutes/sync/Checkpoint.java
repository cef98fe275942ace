package io.github.targetroutes.sync;

import io.github.targetroutes.ops.RunReport;
import java.io.File;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What has been done of a run, in the state store, so that a crash at any moment is resumed: a
 * batch is READY, then SUBMITTED, then COMPLETE, or READY again to be resent, or DEAD. Each step is
 * committed before the next begins; a crash in between repeats one call, which does no harm.
 */
public final class Checkpoint extends ServiceSupport {

  private static final String SCHEMA =
      """
      create table if not exists runs (
        run varchar(500) primary key, flow varchar(100) not null, started timestamp not null,
        prepared boolean not null, read_rows bigint not null, rejected bigint not null,
        merged bigint not null, calls bigint not null);
      create table if not exists batches (
        run varchar(500) not null, number int not null, total int not null,
        file varchar(2000) not null, bytes bigint not null, profiles bigint not null,
        source_rows bigint not null, state varchar(20) not null, attempts int not null,
        node varchar(300), batch_id varchar(300), missing bigint not null,
        primary key (run, number))
      """;

  private final Clock clock = Clock.systemUTC();
  private DataSource dataSource;
  private int maxAttempts = 3;

  @Override
  protected void doStart() throws SQLException {
    for (String statement : SCHEMA.split(";")) {
      update(statement);
    }
  }

  /** Begins a run, or goes on with it if it is known. */
  public void begin(String run, String flow) throws SQLException {
    if (count("select count(*) from runs where run = ?", run) == 0) {
      update(
          "insert into runs values (?, ?, ?, false, 0, 0, 0, 0)",
          run,
          flow,
          Timestamp.from(clock.instant()));
    }
  }

  /** Whether the run's batches are all there. */
  public boolean isPrepared(String run) throws SQLException {
    return count("select count(*) from runs where run = ? and prepared", run) > 0;
  }

  /** Notes the batches of a run, all or none. */
  public void prepared(String run, Prepared prepared) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (BatchFile batch : prepared.batches()) {
        update(
            connection,
            "insert into batches values (?, ?, ?, ?, ?, ?, ?, 'READY', 0, null, null, 0)",
            run,
            batch.number(),
            prepared.batches().size(),
            batch.file().toString(),
            batch.bytes(),
            batch.profiles(),
            batch.rows());
      }
      update(
          connection,
          "update runs set prepared = true, read_rows = ?, rejected = ?, merged = ? where run = ?",
          prepared.read(),
          prepared.rejected(),
          prepared.merged(),
          run);
      connection.commit();
    }
  }

  /** Whether a batch of the run is still to be sent or followed. */
  public boolean hasOpen(String run) throws SQLException {
    return count(
            "select count(*) from batches where run = ? and state in ('READY', 'SUBMITTED')", run)
        > 0;
  }

  /** The batches that are to be sent, in order. */
  public List<Batch> ready(String run) throws SQLException {
    return batches(run, "READY");
  }

  /** The batches that Target has taken and not finished. */
  public List<Batch> submitted(String run) throws SQLException {
    return batches(run, "SUBMITTED");
  }

  /** Target has taken the batch. */
  public void submitted(Batch batch, String node, String batchId) throws SQLException {
    update(
        "update batches set state = 'SUBMITTED', attempts = attempts + 1, node = ?, batch_id = ?"
            + " where run = ? and number = ?",
        node,
        batchId,
        batch.run(),
        batch.number());
  }

  /**
   * Target has finished the batch. One that it did not take as a whole is sent again, a few times.
   *
   * @return the batch's new state: COMPLETE, READY or DEAD
   */
  public String settle(Batch batch, BatchStatus status) throws SQLException {
    long missing = status.missing(batch.profiles());
    String state = missing == 0 ? "COMPLETE" : batch.attempts() < maxAttempts ? "READY" : "DEAD";
    settle(batch, state, missing);
    return state;
  }

  /** Target refused the batch for good. */
  public void refused(Batch batch) throws SQLException {
    settle(batch, "DEAD", batch.profiles());
  }

  private void settle(Batch batch, String state, long missing) throws SQLException {
    update(
        "update batches set state = ?, missing = ? where run = ? and number = ?",
        state,
        missing,
        batch.run(),
        batch.number());
  }

  /** Adds calls that were made for the run. */
  public void called(String run, long calls) throws SQLException {
    update("update runs set calls = calls + ? where run = ?", calls, run);
  }

  /**
   * The account of a run.
   *
   * @param refused why the input was refused as a whole; null where it was not
   */
  public RunReport report(String run, String refused) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query =
            prepare(
                connection,
                """
                select r.flow, r.started, r.read_rows, r.rejected, r.merged, r.calls,
                  count(b.number) units,
                  coalesce(sum(case when b.state = 'DEAD' then least(b.missing, b.source_rows) else 0 end), 0) dead,
                  coalesce(sum(case when b.state in ('COMPLETE', 'DEAD') then b.source_rows else 0 end), 0) settled
                from runs r left join batches b on b.run = r.run where r.run = ?
                group by r.flow, r.started, r.read_rows, r.rejected, r.merged, r.calls
                """,
                run);
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("no run " + run);
      }
      long dead = row.getLong("dead");
      return new RunReport(
          run,
          row.getString("flow"),
          row.getTimestamp("started").toInstant(),
          Instant.now(clock),
          row.getLong("read_rows"),
          row.getLong("settled") - dead,
          row.getLong("rejected"),
          dead,
          0,
          row.getLong("merged"),
          row.getLong("units"),
          row.getLong("calls"),
          refused);
    }
  }

  private List<Batch> batches(String run, String state) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query =
            prepare(
                connection,
                "select * from batches where run = ? and state = ? order by number",
                run,
                state);
        ResultSet row = query.executeQuery()) {
      List<Batch> batches = new ArrayList<>();
      while (row.next()) {
        batches.add(
            new Batch(
                run,
                row.getInt("number"),
                row.getInt("total"),
                new File(row.getString("file")),
                row.getLong("bytes"),
                row.getLong("profiles"),
                row.getLong("source_rows"),
                row.getInt("attempts"),
                row.getString("node"),
                row.getString("batch_id")));
      }
      return batches;
    }
  }

  private long count(String sql, Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query = prepare(connection, sql, values);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      update(connection, sql, values);
    }
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  public void setDataSource(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** How often a batch that Target did not take as a whole is sent before it is given up. */
  public void setMaxAttempts(int maxAttempts) {
    this.maxAttempts = maxAttempts;
  }
}
