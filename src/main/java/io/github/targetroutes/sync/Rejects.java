package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.sync.input.Reject;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes rejected rows to a CSV file (RFC 4180, UTF-8, LF) with the columns {@code
 * line,column,reason,text}, so that the text can be cut out, corrected and dropped in again. Only
 * the owner may read the file. Not safe for use by several threads.
 */
public final class Rejects implements Closeable {

  private final Writer out;
  private long count;

  /**
   * Begins a new file with a header.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one
   */
  public Rejects(Path file) throws IOException {
    this(PrivateFiles.create(file));
    out.write("line,column,reason,text\n");
  }

  private Rejects(OutputStream file) {
    out = new BufferedWriter(new OutputStreamWriter(file, UTF_8));
  }

  /**
   * Begins a new file with all that an earlier one holds; it is not counted.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one
   */
  public static Rejects after(Path earlier, Path file) throws IOException {
    OutputStream out = PrivateFiles.create(file);
    Files.copy(earlier, out);
    return new Rejects(out);
  }

  public void add(Reject reject) throws IOException {
    out.write(Long.toString(reject.line()));
    for (String field : new String[] {reject.column(), reject.reason(), reject.text()}) {
      out.write(',');
      out.write(quoted(field));
    }
    out.write('\n');
    count++;
  }

  /** How many were added. */
  public long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
