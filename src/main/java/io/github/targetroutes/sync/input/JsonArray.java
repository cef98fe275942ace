package io.github.targetroutes.sync.input;

import io.github.targetroutes.sync.input.SourceRecord.Problem;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * A JSON array of objects. It is cut at the commas between its elements by counting brackets, so
 * that no more than one element is in memory; each element is then parsed by itself.
 */
final class JsonArray implements RecordReader {

  private final TextFile file;
  private final RecordBuffer in;
  private final int maxBytes;

  private long line = 1;
  private long column = 1;
  private boolean begun;
  private boolean ended;

  JsonArray(TextFile file, CsvFormat format) {
    this.file = file;
    this.in = new RecordBuffer(file.in(), format.maxRecordBytes(), file.offset());
    this.maxBytes = format.maxRecordBytes();
  }

  @Override
  public void require(Collection<String> columns) {
    // Each record may have other fields.
  }

  @Override
  public SourceRecord next() throws IOException {
    if (!begun) {
      passSpace();
      pass();
      passSpace();
      begun = true;
      if (in.has(']')) {
        end();
      }
    }
    if (ended) {
      return null;
    }
    passSpace();
    long firstLine = line;
    long firstColumn = column;
    byte[] element = element();
    if (in.has(']')) {
      end();
    } else if (in.has(',')) {
      pass();
    } else {
      throw new RefusedFile(
          file.file(),
          "it ends in line %d, column %d, in the middle of its array; get it whole"
              .formatted(line, column));
    }
    return element.length > maxBytes
        ? tooLong(firstLine, Arrays.copyOf(element, maxBytes))
        : record(firstLine, firstColumn, element);
  }

  /** All up to the comma or bracket behind it; of one that is too long, the beginning. */
  private byte[] element() throws IOException {
    byte[] beginning = null;
    int depth = 0;
    boolean quoted = false;
    boolean escaped = false;
    in.begin();
    while (true) {
      if (in.isTooLong()) {
        beginning = beginning == null ? in.copy(maxBytes + 1) : beginning;
        in.begin();
      }
      if (!in.has()) {
        break;
      }
      byte here = in.at(in.length());
      if (quoted) {
        quoted = escaped || here != '"';
        escaped = !escaped && here == '\\';
      } else if (depth == 0 && (here == ',' || here == ']')) {
        break;
      } else {
        quoted = here == '"';
        depth += here == '{' || here == '[' ? 1 : 0;
        // One too many is for the parser to name.
        depth -= depth > 0 && (here == '}' || here == ']') ? 1 : 0;
      }
      pass();
    }
    return beginning == null ? in.copy(in.length()) : beginning;
  }

  private SourceRecord record(long firstLine, long firstColumn, byte[] bytes) {
    Optional<String> text = Utf8.text(bytes);
    if (text.isEmpty()) {
      Problem problem = new Problem("", "the text is not UTF-8");
      return SourceRecord.broken(firstLine, problem, () -> Utf8.readable(bytes));
    }
    JsonRecord record = JsonRecord.parse(text.get().stripTrailing());
    record
        .broken()
        .ifPresent(
            at -> {
              throw new RefusedFile(
                  file.file(),
                  "it is no JSON from line %d, column %d: %s; correct it, or get it anew"
                      .formatted(
                          firstLine + at.line() - 1,
                          at.line() == 1 ? firstColumn + at.column() - 1 : at.column(),
                          at.reason()));
            });
    return record.at(firstLine);
  }

  private SourceRecord tooLong(long firstLine, byte[] beginning) {
    return SourceRecord.broken(
        firstLine,
        new Problem("", "the record is longer than " + maxBytes + " bytes"),
        () -> Utf8.readable(beginning));
  }

  private void end() throws IOException {
    pass();
    passSpace();
    ended = true;
    if (in.has()) {
      throw new RefusedFile(
          file.file(),
          "something stands behind its array, in line %d, column %d; put all records into one"
                  .formatted(line, column)
              + " array");
    }
  }

  private void passSpace() throws IOException {
    in.begin();
    while (in.has() && " \t\r\n".indexOf(in.at(in.length())) >= 0) {
      pass();
      in.begin();
    }
  }

  /** Counts characters: a byte that goes on with one counts no column. */
  private void pass() {
    byte here = in.at(in.length());
    in.advance();
    if (here == '\n') {
      line++;
      column = 1;
    } else if ((here & 0xC0) != 0x80) {
      column++;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
