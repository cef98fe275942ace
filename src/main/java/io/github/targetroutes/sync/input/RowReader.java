package io.github.targetroutes.sync.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.Row.Problem;
import java.io.IOException;
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
    this(csv(file), format);
  }

  RowReader(TextFile text, CsvFormat format) throws IOException {
    this(text, format, text.offset(), 1);
  }

  /**
   * @param text closed by this reader, and also when there is none in the end
   * @param offset where the stream of the text stands in the file, in bytes
   * @param line the number of the line that it stands in
   */
  RowReader(TextFile text, CsvFormat format, long offset, long line) throws IOException {
    this.file = text.file();
    try {
      this.splitter = new RecordSplitter(text.in(), format, offset, line);
      this.columns = header();
      splitter.expect(columns.size());
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  private static TextFile csv(Path file) throws IOException {
    TextFile text = TextFile.open(file);
    if (text.isJson() || text.isFeed()) {
      text.close();
      throw new RefusedFile(
          file,
          "it is %s; this flow reads CSV with a header"
              .formatted(text.isJson() ? "JSON" : "a feed of Recommendations"));
    }
    return text;
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

  /** A row as a record, whose fields are texts by the names of their columns. */
  public SourceRecord record(Row row) {
    if (row.problem().isPresent()) {
      Problem problem = row.problem().get();
      int column = problem.column();
      String name = column >= 0 && column < columns.size() ? columns.get(column) : "";
      return SourceRecord.broken(
          row.line(), new SourceRecord.Problem(name, problem.reason()), row::text);
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < columns.size(); i++) {
      fields.put(columns.get(i), row.get(i));
    }
    return SourceRecord.of(row.line(), fields, row::text);
  }

  @Override
  public void close() throws IOException {
    splitter.close();
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
    if (row.get(0).startsWith("sep=")) {
      throw new RefusedFile(
          file, "its first line is Excel's sep= and names no columns; remove that line");
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
