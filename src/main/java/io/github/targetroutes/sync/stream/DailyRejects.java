package io.github.targetroutes.sync.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.sync.PrivateFiles;
import io.github.targetroutes.sync.Rejects;
import io.github.targetroutes.sync.input.Reject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A reject file for each day (UTC), with the columns {@code source,line,column,reason,text}: as
 * {@link Rejects}, behind what the record came from.
 */
public final class DailyRejects {

  private Path folder;

  /**
   * Adds records to the file of a day. They are on the disk when this returns.
   *
   * @return the file
   */
  Path add(LocalDate day, String source, List<Reject> rejects) {
    Path file = folder.resolve(day.format(DateTimeFormatter.BASIC_ISO_DATE) + ".rejects.csv");
    StringBuilder lines = new StringBuilder();
    if (!Files.exists(file)) {
      lines.append("source,line,column,reason,text\n");
    }
    for (Reject reject : rejects) {
      lines.append(Rejects.quoted(source)).append(',').append(Rejects.line(reject));
    }
    try {
      PrivateFiles.createDirectory(folder);
      try (OutputStream out = PrivateFiles.append(file)) {
        out.write(lines.toString().getBytes(UTF_8));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the files are. */
  public void setFolder(String folder) {
    this.folder = Path.of(folder);
  }
}
