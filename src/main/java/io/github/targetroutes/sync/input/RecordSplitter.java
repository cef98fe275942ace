package io.github.targetroutes.sync.input;

import io.github.targetroutes.sync.input.Row.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into CSV records and fields. A quote opens only at the beginning of a field, so that
 * {@code 5" pipe} is text; inside quotes two quotes stand for one and a line end is text. LF and
 * CRLF end a record, as does the end of the input.
 *
 * <p>One quote too many must not swallow the rows behind it. Where the quoting of a record can't be
 * right, its first physical line alone is the bad row, and reading goes on with the next line. The
 * time is linear in the input whatever it holds: a record is given up as soon as it opens a quote
 * beyond the last column.
 */
final class RecordSplitter implements Closeable {

  private final RecordBuffer in;
  private final char delimiter;
  private final int maxBytes;
  private int expectedColumns = Integer.MAX_VALUE;

  private long line;
  private int[] ends = new int[16];
  private int columns;
  private int firstLineEnd;
  private int lineFeeds;

  /**
   * @param origin where the stream stands in its file, in bytes
   * @param line the number of the line that the stream begins with
   */
  RecordSplitter(InputStream in, CsvFormat format, long origin, long line) {
    this.in = new RecordBuffer(in, format.maxRecordBytes(), origin);
    this.delimiter = format.delimiter();
    this.maxBytes = format.maxRecordBytes();
    this.line = line;
  }

  void expect(int columnCount) {
    expectedColumns = columnCount;
  }

  /** The next record that is not a blank line, or null at the end. */
  Row next() throws IOException {
    while (true) {
      in.begin();
      columns = 0;
      firstLineEnd = -1;
      lineFeeds = 0;
      if (!in.has()) {
        return null;
      }
      Row row = record();
      if (row.length() > 0) {
        return row;
      }
    }
  }

  private Row record() throws IOException {
    while (true) {
      if (in.has('"')) {
        if (firstLineEnd >= 0 && columns >= expectedColumns) {
          return broken(-1, "a quote on this line is never closed");
        }
        if (!skipQuoted()) {
          return firstLineEnd < 0 && in.isTooLong() ? tooLong() : unclosed();
        }
        int closed = in.length();
        in.skipTo(delimiter, '\n');
        if (!in.isTooLong() && in.length() > closed && !isReturn(closed)) {
          return firstLineEnd >= 0
              ? unclosed()
              : broken(columns, "text follows the closing quote of column " + (columns + 1));
        }
      } else {
        in.skipTo(delimiter, '\n');
      }
      if (in.isTooLong()) {
        return tooLong();
      }
      if (columns == ends.length) {
        ends = Arrays.copyOf(ends, 2 * columns);
      }
      ends[columns++] = in.length();
      if (!in.has(delimiter)) {
        return whole();
      }
      in.advance();
    }
  }

  /** From an opening quote to behind the one that closes it; false when there is none. */
  private boolean skipQuoted() throws IOException {
    in.advance();
    while (in.skipTo('"', '\n')) {
      if (in.has('\n')) {
        lineFeeds++;
        firstLineEnd = firstLineEnd < 0 ? in.length() : firstLineEnd;
        in.advance();
        continue;
      }
      in.advance();
      if (!in.has('"')) {
        return true;
      }
      in.advance();
    }
    return false;
  }

  /** Whether from an index to here, where the record ends, there is only a carriage return. */
  private boolean isReturn(int index) throws IOException {
    return in.length() == index + 1 && in.at(index) == '\r' && !in.has(delimiter);
  }

  private Row whole() throws IOException {
    int length = withoutReturn(in.length());
    ends[columns - 1] = length;
    int[] allEnds = Arrays.copyOf(ends, columns);
    Row row = new Row(line, in.offset(), in.copy(length), allEnds, in.isAscii(), null);
    line += lineFeeds;
    endLine();
    return row;
  }

  private Row unclosed() throws IOException {
    return broken(columns, "the quote opened in column " + (columns + 1) + " is never closed");
  }

  private Row tooLong() throws IOException {
    return broken(
        -1, "the record is longer than " + maxBytes + " bytes, or a quote in it is never closed");
  }

  private Row broken(int column, String reason) throws IOException {
    long offset = in.offset();
    byte[] kept;
    if (firstLineEnd >= 0) {
      in.rewind(firstLineEnd);
      kept = in.copy(withoutReturn(firstLineEnd));
    } else {
      in.skipTo('\n', '\n');
      kept = in.copy(Math.min(withoutReturn(in.length()), maxBytes));
      while (in.isTooLong()) {
        in.begin();
        in.skipTo('\n', '\n');
      }
    }
    Problem problem = new Problem(column, reason);
    Row row = new Row(line, offset, kept, new int[] {kept.length}, false, problem);
    endLine();
    return row;
  }

  private int withoutReturn(int length) {
    return length > 0 && in.at(length - 1) == '\r' ? length - 1 : length;
  }

  private void endLine() throws IOException {
    in.begin();
    if (in.has('\n')) {
      in.advance();
    }
    line++;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
