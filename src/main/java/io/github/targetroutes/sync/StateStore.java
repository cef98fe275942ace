package io.github.targetroutes.sync;

import io.github.targetroutes.ConfigurationException;
import java.nio.file.FileSystemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/** The database of the flows' state. Its SQL is what H2 and PostgreSQL have in common. */
public final class StateStore {

  private static final String SCHEMA =
      """
      create table if not exists runs (
        run varchar(500) primary key, flow varchar(100) not null,
        started timestamp with time zone not null, ended timestamp with time zone,
        prepared boolean not null, read_rows bigint not null, rejected bigint not null,
        skipped bigint not null, rejects varchar(4000), refused varchar(4000),
        calls bigint not null);
      create table if not exists batches (
        run varchar(500) not null, number int not null, total int not null,
        file varchar(4000) not null, bytes bigint not null, profiles bigint not null,
        source_rows bigint not null, state varchar(20) not null, attempts int not null,
        node varchar(300), batch_id varchar(300), dead_rows bigint not null,
        skipped_rows bigint not null, dead_letter varchar(4000), primary key (run, number));
      create table if not exists changes (
        run varchar(500) not null, number bigint not null, record_key varchar(1000) not null,
        action varchar(10) not null, unit int not null, state varchar(10) not null,
        place bigint not null, length int not null, line bigint not null,
        source_rows bigint not null, hash varchar(64) not null, target_id varchar(100),
        reason varchar(4000), dead_letter varchar(4000), primary key (run, number));
      create unique index if not exists changes_key on changes (run, record_key);
      create index if not exists changes_unit on changes (run, unit);
      create table if not exists ledger (
        flow varchar(100) not null, record_key varchar(1000) not null, hash varchar(64) not null,
        target_id varchar(100), sent timestamp with time zone not null,
        primary key (flow, record_key));
      create table if not exists updates (
        id varchar(256) primary key, attributes varchar not null, events bigint not null,
        since timestamp with time zone not null, state varchar(10) not null,
        due timestamp with time zone not null, version bigint not null);
      create index if not exists updates_due on updates (due);
      create index if not exists updates_state on updates (state);
      create table if not exists update_inputs (
        run varchar(500) primary key, records bigint not null,
        taken timestamp with time zone not null);
      create table if not exists update_accounts (
        run varchar(100) primary key, started timestamp with time zone not null,
        ended timestamp with time zone, accepted bigint not null, merged bigint not null,
        rejected bigint not null, dead bigint not null, skipped bigint not null,
        units bigint not null, calls bigint not null, rejects varchar(4000));
      create table if not exists update_dead_letters (
        run varchar(100) not null, dead_letter varchar(4000) not null);
      create table if not exists update_rejects (
        name varchar(100) primary key, bytes bigint not null);
      create table if not exists updates_sent (
        sent_minute timestamp with time zone primary key, number bigint not null);
      alter table batches add column if not exists sent timestamp with time zone;
      alter table runs add column if not exists changes bigint default 0 not null;
      alter table runs add column if not exists settled_changes bigint default 0 not null;
      alter table runs add column if not exists settled_rows bigint default 0 not null
      """;

  /** PostgreSQL ended a transaction in which nothing happened for as long as a lease lasts. */
  private static final String FROZE_TOO_LONG = "25P03";

  /** Reads one row of a result. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** What is done in one transaction. */
  public interface Work {
    void on(Connection connection) throws SQLException;
  }

  private final DataSource source;

  public StateStore(DataSource source) {
    this.source = source;
  }

  /**
   * Makes the tables that are missing.
   *
   * @throws ConfigurationException where the database can't be opened
   */
  public void open() {
    open(SCHEMA.split(";"));
  }

  /**
   * Makes what is missing by statements that may be repeated.
   *
   * @throws ConfigurationException where the database can't be opened
   */
  void open(String... statements) {
    try (Connection connection = source.getConnection()) {
      for (String statement : statements) {
        update(connection, statement);
      }
    } catch (SQLException | RuntimeException e) {
      throw new ConfigurationException(
          "The state store can't be opened: "
              + reason(e)
              + "; see sync.state.url, its user and password, and that no other Target Routes runs"
              + " on the same data folder",
          e);
    }
  }

  /**
   * All or nothing.
   *
   * @throws LostLease where another node works on the flows
   */
  public void together(Work work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      if (source instanceof StateSource shared) {
        shared.requireLease(connection);
      }
      // What was not committed when the connection goes back to the pool is rolled back.
      work.on(connection);
      connection.commit();
    } catch (SQLException e) {
      if (FROZE_TOO_LONG.equals(e.getSQLState())) {
        throw new LostLease();
      }
      throw new StateFault(e);
    }
  }

  /**
   * One change.
   *
   * @throws LostLease where another node works on the flows
   */
  public void update(String sql, Object... values) {
    together(connection -> update(connection, sql, values));
  }

  /** One change that any node may make; gives the number of changed rows. */
  public int free(String sql, Object... values) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return update(connection, sql, values);
    }
  }

  /** Gives the number of changed rows. */
  public static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** One statement for each of many rows of values, sent together. */
  public static void updateEach(Connection connection, String sql, List<Object[]> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] values : rows) {
        set(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * One query for each of many keys. A list of keys in one query would have H2 read all rows that
   * the first column of the index leaves.
   *
   * @param sql whose last value is the key
   */
  public <T> List<T> queryEach(
      Reader<T> reader, String sql, String first, Collection<String> keys) {
    List<T> read = new ArrayList<>();
    try (Connection connection = source.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (String key : keys) {
        set(query, first, key);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            read.add(reader.read(row));
          }
        }
      }
      return read;
    } catch (SQLException e) {
      throw new StateFault(e);
    }
  }

  public <T> List<T> query(Reader<T> reader, String sql, Object... values) {
    try {
      return freely(reader, sql, values);
    } catch (SQLException e) {
      throw new StateFault(e);
    }
  }

  <T> List<T> freely(Reader<T> reader, String sql, Object... values) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement query = prepare(connection, sql, values);
        ResultSet row = query.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (row.next()) {
        read.add(reader.read(row));
      }
      return read;
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    set(statement, values);
    return statement;
  }

  public static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(
          i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
  }

  /** The driver's own words: the pool's say only that there is no connection. */
  static String reason(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof FileSystemException file) {
      return "no file can be written at " + file.getFile();
    }
    String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return words.replaceAll("\\s+", " ").strip();
  }
}
