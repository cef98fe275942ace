package io.github.targetroutes.sync.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/** One record of a CSV file: its fields, or the problem that makes them unusable. Immutable. */
public final class Row {

  /**
   * Why a record can't be used.
   *
   * @param column index of the field at fault from 0, or -1 when it is the whole record
   * @param reason in words, without any of the record's data
   */
  public record Problem(int column, String reason) {}

  private final long line;
  private final long offset;
  private final byte[] bytes;
  private final int[] ends;
  private final boolean ascii;
  private final Optional<Problem> problem;

  /**
   * @param ends where each field ends in the bytes, which is where the delimiter stands
   */
  Row(long line, long offset, byte[] bytes, int[] ends, boolean ascii, Problem problem) {
    this.line = line;
    this.offset = offset;
    this.bytes = bytes;
    this.ends = ends;
    this.ascii = ascii;
    this.problem = Optional.ofNullable(problem);
  }

  Row with(Problem found) {
    return new Row(line, offset, bytes, ends, ascii, found);
  }

  /** The number of the record's first physical line, from 1. */
  public long line() {
    return line;
  }

  public Optional<Problem> problem() {
    return problem;
  }

  /** The number of fields; meaningless when there is a problem. */
  public int columns() {
    return ends.length;
  }

  /**
   * The value of a field, without the quotes around it; not null, and meaningless when there is a
   * problem.
   *
   * @param column from 0
   */
  public String get(int column) {
    int from = column == 0 ? 0 : ends[column - 1] + 1;
    int to = ends[column];
    if (from == to || bytes[from] != '"') {
      return new String(bytes, from, to - from, UTF_8);
    }
    String inner = new String(bytes, from + 1, to - from - 2, UTF_8);
    return inner.indexOf('"') < 0 ? inner : inner.replace("\"\"", "\"");
  }

  /**
   * The record as it stands in the file, without its line end. A byte that is not UTF-8 is written
   * as {@code \xE9}; of a record over the limit of {@link CsvFormat} only the beginning is kept.
   */
  public String text() {
    return Utf8.readable(bytes);
  }

  /** Where the record begins in the file, in bytes from 0. */
  public long offset() {
    return offset;
  }

  /** The length of {@link #text()} in the file, in bytes. */
  public int length() {
    return bytes.length;
  }

  boolean isAscii() {
    return ascii;
  }

  /** The index of the first byte that is not UTF-8, or -1. */
  int malformedAt() {
    return ascii ? -1 : Utf8.malformedAt(bytes);
  }

  /** The field that holds a byte, from 0. */
  int columnOf(int index) {
    int column = 0;
    while (column < ends.length - 1 && ends[column] < index) {
      column++;
    }
    return column;
  }

  /** Says which row it is, and none of its data. */
  @Override
  public String toString() {
    return "Row[line=" + line + "]";
  }
}
