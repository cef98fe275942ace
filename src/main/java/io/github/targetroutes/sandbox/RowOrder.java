package io.github.targetroutes.sandbox;

import java.util.Arrays;

/**
 * The rows of one bulk file in the order in which their profiles lie in the store, rows of one
 * profile in the order of the file. Applied so, each page of the store is read and written once per
 * file; in the order of the file it would be once per row. Takes 12 bytes a row, and a file has at
 * most {@link BatchFile#MOST_ROWS} rows.
 */
final class RowOrder {

  /** Enough for the number of a row. */
  private static final int ROW_BITS = 20;

  private static final long ROW_MASK = (1L << ROW_BITS) - 1;

  private final long[] order;
  private final int[] offsets;
  private int size;

  RowOrder(int rows) {
    if (rows > ROW_MASK) {
      throw new IllegalArgumentException("More rows than a file may have");
    }
    order = new long[rows];
    offsets = new int[rows];
  }

  /** Adds the next row of the file. */
  void add(long place, long offset) {
    order[size] = place << ROW_BITS | size;
    offsets[size] = Math.toIntExact(offset);
    size++;
  }

  void sort() {
    Arrays.sort(order, 0, size);
  }

  int size() {
    return size;
  }

  /** Number, from 0, of the row that comes at this position. */
  int row(int position) {
    return (int) (order[position] & ROW_MASK);
  }

  /** Where in the file a row begins, in bytes. */
  long start(int row) {
    return offsets[row];
  }

  /** Where the next row begins; for the last row, no limit. */
  long end(int row) {
    return row + 1 < size ? offsets[row + 1] : Long.MAX_VALUE;
  }
}
