package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * An accepted row.
 *
 * @param hash of the id, which decides where the profile stands among all
 * @param line number of the row's first physical line in the source, from 1
 * @param offset where the row begins in the source, in bytes
 * @param length of the row in the source, in bytes
 * @param encoded the row as a line of a batch file, without its line end
 */
record ProfileRow(long hash, long line, long offset, int length, byte[] encoded)
    implements RowRules.Verdict {

  /** The encoded id. */
  String id() {
    int end = 0;
    while (end < encoded.length && encoded[end] != ',') {
      end++;
    }
    return new String(encoded, 0, end, US_ASCII);
  }

  @Override
  public String toString() {
    return "ProfileRow[line=" + line + "]";
  }
}
