package io.github.targetroutes.sandbox;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream as bytes, LF or CRLF, in one reused buffer. A line longer than the bound is
 * read over and reported as too long, so that no input fills the heap.
 */
final class BoundedLines implements AutoCloseable {

  private final InputStream in;
  private final byte[] chunk = new byte[64 * 1024];
  private int position;
  private int filled;
  private final byte[] line;
  private long read;
  private long start;
  private int length;
  private boolean tooLong;

  BoundedLines(InputStream in, int longest) {
    this.in = in;
    this.line = new byte[longest];
  }

  /** Where in the stream the line begins, in bytes. */
  long start() {
    return start;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException {
    start = read - filled + position;
    length = 0;
    tooLong = false;
    boolean any = false;
    while (true) {
      if (position == filled) {
        filled = in.read(chunk);
        position = 0;
        if (filled <= 0) {
          filled = 0;
          return any;
        }
        read += filled;
      }
      any = true;
      int from = position;
      while (position < filled && chunk[position] != '\n') {
        position++;
      }
      append(from, position);
      if (position < filled) {
        position++;
        if (length > 0 && line[length - 1] == '\r') {
          length--;
        }
        return true;
      }
    }
  }

  private void append(int from, int to) {
    int count = Math.min(to - from, line.length - length);
    System.arraycopy(chunk, from, line, length, count);
    length += count;
    tooLong |= count < to - from;
  }

  /** The bytes of the line; valid up to {@link #length()} and until the next call of next. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  boolean tooLong() {
    return tooLong;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
