package io.github.targetroutes.sync.input;

/**
 * A record of a source that was not accepted.
 *
 * @param line number of its first physical line, from 1
 * @param column the column at fault, or empty when it is the whole record
 * @param reason in words, without any of the record's data, so that it may be logged and counted
 * @param text the record as it stands in the source, which is somebody's data
 */
public record Reject(long line, String column, String reason, String text) {

  /** Everything but the text. */
  @Override
  public String toString() {
    return "Reject[line=%d, column=%s, reason=%s]".formatted(line, column, reason);
  }
}
