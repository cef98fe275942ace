package io.github.targetroutes.sync.stream;

import static io.github.targetroutes.sync.StateStore.update;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.sync.PrivateFiles;
import io.github.targetroutes.sync.Rejects;
import io.github.targetroutes.sync.StateStore;
import io.github.targetroutes.sync.input.Reject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.sql.DataSource;

/**
 * A reject file for each day (UTC), with the columns {@code source,line,column,reason,text}: as
 * {@link Rejects}, behind what the record came from. How long it is stands in the state store, so
 * that a record which was written and not accounted for before a crash is not in it twice.
 */
public final class DailyRejects {

  private Path folder;
  private StateStore store;

  /**
   * Adds records to the file of a day. They are on the disk when this returns, and count when the
   * transaction is committed.
   *
   * @return the file
   */
  Path add(Connection connection, LocalDate day, String source, List<Reject> rejects)
      throws SQLException {
    Path file = folder.resolve(day.format(DateTimeFormatter.BASIC_ISO_DATE) + ".rejects.csv");
    try {
      PrivateFiles.createDirectory(folder);
      begin(file);
      cut(connection);
      long bytes = append(file, source, rejects);
      String name = file.getFileName().toString();
      update(connection, "update update_rejects set bytes = ? where name = ?", bytes, name);
      update(connection, "delete from update_rejects where name <> ?", name);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a transaction of its own: what is in the file by now is not cut off. */
  private void begin(Path file) throws IOException, SQLException {
    String name = file.getFileName().toString();
    store.free(
        "insert into update_rejects (name, bytes) select cast(? as varchar(100)), cast(? as bigint)"
            + " where not exists (select name from update_rejects where name = ?)",
        name,
        Files.exists(file) ? Files.size(file) : 0,
        name);
  }

  /** Cuts off what a crash has left behind the records that count. */
  private void cut(Connection connection) throws IOException, SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select name, bytes from update_rejects");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Path file = folder.resolve(row.getString("name"));
        if (Files.exists(file)) {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(row.getLong("bytes"));
          }
        }
      }
    }
  }

  /** Gives the file's length. */
  private static long append(Path file, String source, List<Reject> rejects) throws IOException {
    StringBuilder lines = new StringBuilder();
    if (!Files.exists(file) || Files.size(file) == 0) {
      lines.append("source,line,column,reason,text\n");
    }
    for (Reject reject : rejects) {
      lines.append(Rejects.quoted(source)).append(',').append(Rejects.line(reject));
    }
    try (OutputStream out = PrivateFiles.append(file)) {
      out.write(lines.toString().getBytes(UTF_8));
    }
    return Files.size(file);
  }

  /** Where the files are. */
  public void setFolder(String folder) {
    this.folder = Path.of(folder);
  }

  public void setDataSource(DataSource dataSource) {
    this.store = new StateStore(dataSource);
  }
}
