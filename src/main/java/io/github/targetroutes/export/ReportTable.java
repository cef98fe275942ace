package io.github.targetroutes.export;

import com.zaxxer.hikari.HikariDataSource;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The tables of a database that reports go into, besides the files. What an activity had on a day
 * is replaced as a whole: a day that is exported again is not there twice.
 */
public final class ReportTable extends ServiceSupport {

  /** Rows that are sent together. */
  private static final int STEP = 500;

  private final Set<ReportKind> made = EnumSet.noneOf(ReportKind.class);
  private String url = "";
  private String user = "";
  private String password = "";
  private String prefix = "target_";
  private HikariDataSource source;

  /** Whether there is one. */
  boolean isWanted() {
    return !url.isBlank();
  }

  /** Reads the rows of a report into it. */
  interface Reading {
    void into(ReportRows.Use table) throws IOException;
  }

  /**
   * Puts the rows of a report in the place of those that are there of its activity and days; all or
   * nothing.
   *
   * @throws ConfigurationException where the database does not take them
   */
  void replace(ReportTask task, Reading rows) throws IOException {
    try (Connection connection = source().getConnection()) {
      make(connection, task.kind());
      connection.setAutoCommit(false);
      delete(connection, task);
      try (PreparedStatement insert = connection.prepareStatement(insert(task.kind()))) {
        int[] waiting = {0};
        rows.into(
            row -> {
              try {
                add(insert, row);
                if (++waiting[0] % STEP == 0) {
                  insert.executeBatch();
                }
              } catch (SQLException e) {
                throw unusable(e);
              }
            });
        insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private ConfigurationException unusable(SQLException e) {
    Throwable cause = e.getNextException() == null ? e : e.getNextException();
    return new ConfigurationException(
        "The table of reports can't be used: "
            + String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip()
            + "; see export.reports.table.url, its user and password, and exports.md for the"
            + " tables",
        e);
  }

  private void delete(Connection connection, ReportTask task) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from "
                + name(task.kind())
                + " where activity_id = ? and first_day = ? and last_day = ?")) {
      delete.setObject(1, task.activityNumber());
      delete.setObject(2, task.period().first());
      delete.setObject(3, task.period().last());
      delete.executeUpdate();
    }
  }

  private static void add(PreparedStatement insert, ReportRow row) throws SQLException {
    List<ReportColumn> columns = row.task().kind().columns();
    for (int i = 0; i < columns.size(); i++) {
      insert.setObject(i + 1, columns.get(i).value().apply(row));
    }
    insert.addBatch();
  }

  private String insert(ReportKind kind) {
    List<ReportColumn> columns = kind.columns();
    return "insert into "
        + name(kind)
        + columns.stream().map(ReportColumn::sql).collect(Collectors.joining(", ", " (", ")"))
        + " values ("
        + String.join(", ", Collections.nCopies(columns.size(), "?"))
        + ")";
  }

  private void make(Connection connection, ReportKind kind) throws SQLException {
    if (made.contains(kind)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      if (!isThere(statement, kind)) {
        for (String sql : schema(kind)) {
          statement.execute(sql);
        }
      }
    }
    made.add(kind);
  }

  /** Not every database can make what is missing only. */
  private boolean isThere(Statement statement, ReportKind kind) {
    try {
      statement.executeQuery("select first_day from " + name(kind) + " where 1 = 0").close();
      return true;
    } catch (SQLException missing) {
      return false;
    }
  }

  /** The statements that make a table. */
  List<String> schema(ReportKind kind) {
    String columns =
        kind.columns().stream()
            .map(column -> column.sql() + " " + column.type())
            .collect(Collectors.joining(", "));
    String name = name(kind);
    return List.of(
        "create table " + name + " (" + columns + ")",
        "create index %s_days on %s (activity_id, first_day, last_day)"
            .formatted(name.replaceFirst(".*\\.", ""), name));
  }

  private String name(ReportKind kind) {
    return prefix + kind.label();
  }

  private synchronized HikariDataSource source() {
    if (source == null) {
      HikariDataSource opened = new HikariDataSource();
      opened.setJdbcUrl(url);
      opened.setUsername(user);
      opened.setPassword(password);
      opened.setMaximumPoolSize(1);
      opened.setPoolName("reports");
      source = opened;
    }
    return source;
  }

  @Override
  protected void doStop() {
    if (source != null) {
      source.close();
    }
  }

  /** JDBC address of the database; empty where reports go into files alone. */
  public void setUrl(String url) {
    this.url = url;
  }

  public void setUser(String user) {
    this.user = user;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  /**
   * What the names of the tables begin with.
   *
   * @throws ConfigurationException where no name of a table begins so
   */
  public void setPrefix(String prefix) {
    if (!prefix.matches("([A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]*")) {
      throw new ConfigurationException(
          "export.reports.table.prefix="
              + prefix
              + " begins no name of a table; use letters, digits and underscores, as in target_");
    }
    this.prefix = prefix;
  }
}
