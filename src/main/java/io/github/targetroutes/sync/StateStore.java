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
import java.util.List;
import javax.sql.DataSource;

/** The database of the flows' state. Its SQL is what H2 and PostgreSQL have in common. */
final class StateStore {

  private static final String SCHEMA =
      """
      create table if not exists runs (
        run varchar(500) primary key, flow varchar(100) not null,
        started timestamp with time zone not null, ended timestamp with time zone,
        prepared boolean not null, read_rows bigint not null, rejected bigint not null,
        rejects varchar(4000), refused varchar(4000), calls bigint not null);
      create table if not exists batches (
        run varchar(500) not null, number int not null, total int not null,
        file varchar(4000) not null, bytes bigint not null, profiles bigint not null,
        source_rows bigint not null, state varchar(20) not null, attempts int not null,
        node varchar(300), batch_id varchar(300), dead_rows bigint not null,
        skipped_rows bigint not null, dead_letter varchar(4000), primary key (run, number));
      alter table batches add column if not exists sent timestamp with time zone
      """;

  /** Reads one row of a result. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** What is done in one transaction. */
  interface Work {
    void on(Connection connection) throws SQLException;
  }

  private final DataSource source;

  StateStore(DataSource source) {
    this.source = source;
  }

  /**
   * Makes the tables that are missing.
   *
   * @throws ConfigurationException where the database can't be opened
   */
  void open() {
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
  void together(Work work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      if (source instanceof StateSource shared) {
        shared.requireLease(connection);
      }
      // What was not committed when the connection goes back to the pool is rolled back.
      work.on(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new StateFault(e);
    }
  }

  /**
   * One change.
   *
   * @throws LostLease where another node works on the flows
   */
  void update(String sql, Object... values) {
    together(connection -> update(connection, sql, values));
  }

  /** One change that any node may make; gives the number of changed rows. */
  int free(String sql, Object... values) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return update(connection, sql, values);
    }
  }

  /** Gives the number of changed rows. */
  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  <T> List<T> query(Reader<T> reader, String sql, Object... values) {
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
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(
          i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
    return statement;
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
