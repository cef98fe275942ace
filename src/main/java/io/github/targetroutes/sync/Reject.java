package io.github.targetroutes.sync;

/**
 * A row of a source that was not accepted.
 *
 * @param line number of its first physical line, from 1
 * @param column the column at fault, or empty when it is the whole row
 * @param reason in words, without any of the row's data, so that it may be logged and counted
 * @param text the row as it stands in the source, which is somebody's data
 */
public record Reject(long line, String column, String reason, String text)
    implements RowRules.Verdict {

  /** Everything but the text. */
  @Override
  public String toString() {
    return "Reject[line=%d, column=%s, reason=%s]".formatted(line, column, reason);
  }
}
