package io.github.targetroutes.sync;

import io.github.targetroutes.sync.Row.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Streams a CSV file of any size as {@link Row}s, in the order of the file. The first record is the
 * header. A record that can't be used comes as a row with a problem, never as an exception; blank
 * lines are passed over. Not safe for use by several threads.
 */
public final class RowReader implements AutoCloseable {

  private static final int HEAD_BYTES = 4096;
  private static final Pattern LONE_RETURN = Pattern.compile("\r(?!\n)");

  private final Path file;
  private final RecordSplitter splitter;
  private final List<String> columns;

  /**
   * Opens a file and reads its header.
   *
   * @throws RefusedFile when it is no UTF-8 text, or its header is missing, broken, or has an empty
   *     or repeated name
   * @throws IOException when it can't be read
   */
  public RowReader(Path file, CsvFormat format) throws IOException {
    this.file = file;
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 2 * HEAD_BYTES);
    try {
      in.mark(HEAD_BYTES);
      byte[] head = in.readNBytes(HEAD_BYTES);
      in.reset();
      refuseWhatIsNoText(head);
      boolean hasMark = startsWith(head, 0xEF, 0xBB, 0xBF);
      in.skipNBytes(hasMark ? 3 : 0);
      this.splitter = new RecordSplitter(in, format, hasMark ? 3 : 0);
      this.columns = header();
      splitter.expect(columns.size());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The names in the header, without white space around them. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Makes sure that the header has certain columns.
   *
   * @throws RefusedFile when one is missing
   */
  public void require(Collection<String> names) {
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      throw new RefusedFile(
          file,
          "its header has no column %s but only %s; correct the header, the mapping or the delimiter"
              .formatted(String.join(", ", missing), String.join(", ", columns)));
    }
  }

  /** The next row, or null at the end. */
  public Row next() throws IOException {
    Row row = splitter.next();
    if (row == null || row.problem().isPresent()) {
      return row;
    }
    int malformed = row.malformedAt();
    if (malformed >= 0) {
      int column = row.columnOf(malformed);
      return row.with(new Problem(column, "the text is not UTF-8 in column " + (column + 1)));
    }
    if (row.columns() != columns.size()) {
      String reason = "the row has %d columns where the header has %d";
      return row.with(new Problem(-1, reason.formatted(row.columns(), columns.size())));
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    splitter.close();
  }

  private void refuseWhatIsNoText(byte[] head) {
    if (startsWith(head, 0x1F, 0x8B)) {
      throw new RefusedFile(file, "it is compressed with gzip; unpack it first");
    }
    if (startsWith(head, 'P', 'K', 3, 4)) {
      throw new RefusedFile(
          file, "it is a ZIP archive or an Excel workbook; unpack it, or save it as CSV in UTF-8");
    }
    if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
      throw new RefusedFile(file, "it is UTF-16; save it as UTF-8");
    }
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        throw new RefusedFile(
            file,
            "byte %d is NUL, so it is UTF-16 or no text at all; save it as UTF-8".formatted(i));
      }
    }
  }

  private static boolean startsWith(byte[] head, int... signature) {
    for (int i = 0; i < signature.length; i++) {
      if (i == head.length || head[i] != (byte) signature[i]) {
        return false;
      }
    }
    return true;
  }

  private List<String> header() throws IOException {
    Row row = splitter.next();
    if (row == null) {
      throw new RefusedFile(file, "it is empty; its first line must name the columns");
    }
    if (row.problem().isPresent()) {
      throw new RefusedFile(
          file, "its header can't be read: %s; correct it".formatted(row.problem().get().reason()));
    }
    if (row.malformedAt() >= 0) {
      throw new RefusedFile(file, "its header is not UTF-8; save the file as UTF-8");
    }
    if (LONE_RETURN.matcher(row.text()).find()) {
      throw new RefusedFile(
          file, "its lines end with CR alone; save it with LF or CRLF at the end of lines");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < row.columns(); i++) {
      String name = row.get(i).strip();
      if (name.isEmpty()) {
        throw new RefusedFile(file, "column %d has no name; name it".formatted(i + 1));
      }
      if (!seen.add(name)) {
        throw new RefusedFile(
            file, "two columns are named %s; give each its own name".formatted(name));
      }
      names.add(name);
    }
    return List.copyOf(names);
  }
}
