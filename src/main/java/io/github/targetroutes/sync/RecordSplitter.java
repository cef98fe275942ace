package io.github.targetroutes.sync;

import io.github.targetroutes.sync.Row.Problem;
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

  private final InputStream in;
  private final byte delimiter;
  private final int maxBytes;
  private int expectedColumns = Integer.MAX_VALUE;

  private byte[] buffer = new byte[64 * 1024];
  private int limit;
  private int start;
  private int pos;
  private boolean ended;
  private long origin;

  private long line = 1;
  private int[] ends = new int[16];
  private int columns;
  private int firstLineEnd;
  private int lineFeeds;
  private int bits;

  /**
   * @param origin where the stream stands in its file, in bytes
   */
  RecordSplitter(InputStream in, CsvFormat format, long origin) {
    this.in = in;
    this.delimiter = (byte) format.delimiter();
    this.maxBytes = format.maxRecordBytes();
    this.origin = origin;
  }

  void expect(int columnCount) {
    expectedColumns = columnCount;
  }

  /** The next record that is not a blank line, or null at the end. */
  Row next() throws IOException {
    while (true) {
      start = pos;
      columns = 0;
      firstLineEnd = -1;
      lineFeeds = 0;
      bits = 0;
      if (!has()) {
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
      if (has() && buffer[pos] == '"') {
        if (firstLineEnd >= 0 && columns >= expectedColumns) {
          return broken(-1, "a quote on this line is never closed");
        }
        if (!quoted()) {
          return firstLineEnd < 0 && isTooLong() ? tooLong() : unclosed();
        }
        int closed = pos - start;
        toFieldEnd();
        if (!isTooLong() && pos - start > closed && !isLineEndAt(closed)) {
          return firstLineEnd >= 0
              ? unclosed()
              : broken(columns, "text follows the closing quote of column " + (columns + 1));
        }
      } else {
        toFieldEnd();
      }
      if (isTooLong()) {
        return tooLong();
      }
      if (columns == ends.length) {
        ends = Arrays.copyOf(ends, 2 * columns);
      }
      ends[columns++] = pos - start;
      if (!has() || buffer[pos] == '\n') {
        return whole();
      }
      pos++;
    }
  }

  private Row whole() throws IOException {
    int end = withoutReturn(pos);
    ends[columns - 1] = end - start;
    Row row =
        new Row(
            line,
            origin + start,
            Arrays.copyOfRange(buffer, start, end),
            Arrays.copyOf(ends, columns),
            bits >= 0,
            null);
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
    long offset = origin + start;
    byte[] kept;
    if (firstLineEnd >= 0) {
      pos = start + firstLineEnd;
      kept = Arrays.copyOfRange(buffer, start, withoutReturn(pos));
    } else {
      toLineEnd();
      kept = Arrays.copyOfRange(buffer, start, Math.min(withoutReturn(pos), start + maxBytes));
      while (isTooLong()) {
        start = pos;
        toLineEnd();
      }
    }
    Problem problem = new Problem(column, reason);
    Row row = new Row(line, offset, kept, new int[] {kept.length}, false, problem);
    endLine();
    return row;
  }

  private void endLine() throws IOException {
    start = pos;
    if (has()) {
      pos++;
    }
    line++;
  }

  /** From an opening quote to behind the one that closes it; false when there is none. */
  private boolean quoted() throws IOException {
    pos++;
    while (has()) {
      int stop = stop();
      int i = pos;
      byte b = 0;
      while (i < stop && (b = buffer[i]) != '"') {
        bits |= b;
        if (b == '\n') {
          lineFeeds++;
          firstLineEnd = firstLineEnd < 0 ? i - start : firstLineEnd;
        }
        i++;
      }
      pos = i;
      if (i < stop) {
        pos++;
        if (!has() || buffer[pos] != '"') {
          return true;
        }
        pos++;
      }
    }
    return false;
  }

  private void toFieldEnd() throws IOException {
    while (has()) {
      int stop = stop();
      int i = pos;
      byte b = 0;
      while (i < stop && (b = buffer[i]) != delimiter && b != '\n') {
        bits |= b;
        i++;
      }
      pos = i;
      if (i < stop) {
        return;
      }
    }
  }

  private void toLineEnd() throws IOException {
    while (has() && buffer[pos] != '\n') {
      pos++;
    }
  }

  /** Whether from here to where the record ends there is only a carriage return. */
  private boolean isLineEndAt(int index) throws IOException {
    return pos - start == index + 1 && buffer[pos - 1] == '\r' && (!has() || buffer[pos] == '\n');
  }

  private int withoutReturn(int end) {
    return end > start && buffer[end - 1] == '\r' ? end - 1 : end;
  }

  private boolean isTooLong() {
    return pos - start > maxBytes;
  }

  private int stop() {
    return (int) Math.min(limit, (long) start + maxBytes + 1);
  }

  /** Whether there is a byte to look at; none when the input ends or the record is too long. */
  private boolean has() throws IOException {
    while (!isTooLong()) {
      if (pos < limit) {
        return true;
      }
      if (ended) {
        return false;
      }
      fill();
    }
    return false;
  }

  private void fill() throws IOException {
    if (limit == buffer.length && start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      origin += start;
      limit -= start;
      pos -= start;
      start = 0;
    } else if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * limit, maxBytes + 1L));
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    ended = count < 0;
    limit += Math.max(count, 0);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
