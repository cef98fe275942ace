package io.github.targetroutes.sync.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * One record of a stream at a time, with as much of the stream behind it as was read. It grows to
 * the longest record allowed and a byte more, by which it knows a record that is too long. All
 * indexes count from the beginning of the record.
 */
final class RecordBuffer implements Closeable {

  private final InputStream in;
  private final int maxBytes;

  private byte[] buffer = new byte[64 * 1024];
  private int limit;
  private int start;
  private int pos;
  private int bits;
  private boolean ended;
  private long origin;

  /**
   * @param origin where the stream stands in its file, in bytes
   */
  RecordBuffer(InputStream in, int maxBytes, long origin) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.origin = origin;
  }

  /** Begins a record here. */
  void begin() {
    start = pos;
    bits = 0;
  }

  /** Where the record begins in the file, in bytes. */
  long offset() {
    return origin + start;
  }

  /** How much of the record was passed. */
  int length() {
    return pos - start;
  }

  /** Goes back to where so much of the record was passed. */
  void rewind(int length) {
    pos = start + length;
  }

  byte at(int index) {
    return buffer[start + index];
  }

  byte[] copy(int length) {
    return Arrays.copyOfRange(buffer, start, start + length);
  }

  boolean isTooLong() {
    return pos - start > maxBytes;
  }

  /** Whether all that was skipped is ASCII. */
  boolean isAscii() {
    return bits >= 0;
  }

  /** Whether there is a byte here; none where the input ends or the record becomes too long. */
  boolean has() throws IOException {
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

  boolean has(char expected) throws IOException {
    return has() && buffer[pos] == expected;
  }

  void advance() {
    pos++;
  }

  /** Skips to the next of two bytes; false when there is none. */
  boolean skipTo(char one, char other) throws IOException {
    while (has()) {
      int stop = (int) Math.min(limit, (long) start + maxBytes + 1);
      byte[] bytes = buffer;
      int seen = bits;
      int i = pos;
      while (i < stop && bytes[i] != one && bytes[i] != other) {
        seen |= bytes[i++];
      }
      bits = seen;
      pos = i;
      if (i < stop) {
        return true;
      }
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
