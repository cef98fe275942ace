package io.github.targetroutes.sync.input;

import io.github.targetroutes.ConfigurationException;

/**
 * How a CSV file is written: RFC 4180, in UTF-8, with any ASCII delimiter.
 *
 * @param delimiter stands between two fields
 * @param maxRecordBytes length of the longest record that is read, in bytes without its line end; a
 *     reader holds no more than one such record in memory
 */
public record CsvFormat(char delimiter, int maxRecordBytes) {

  /** Commas, and records up to 1,000,000 bytes. */
  public static final CsvFormat DEFAULT = new CsvFormat(',', 1_000_000);

  public CsvFormat {
    if (delimiter > 126 || (delimiter < ' ' && delimiter != '\t') || delimiter == '"') {
      throw new ConfigurationException(
          "The delimiter of a CSV file must be one ASCII character other than a quote; set it to a"
              + " comma, a semicolon, a bar or a tab.");
    }
    if (maxRecordBytes < 1 || maxRecordBytes > 100_000_000) {
      throw new ConfigurationException(
          "The longest record of a CSV file can't be %d bytes; set it between 1 and 100000000."
              .formatted(maxRecordBytes));
    }
  }
}
