package io.github.targetroutes.sync.input;

import java.io.IOException;
import java.util.Collection;

/** The rows of a CSV file as records. */
final class CsvRecords implements RecordReader {

  private final RowReader rows;

  CsvRecords(RowReader rows) {
    this.rows = rows;
  }

  @Override
  public void require(Collection<String> columns) {
    rows.require(columns);
  }

  @Override
  public SourceRecord next() throws IOException {
    Row row = rows.next();
    return row == null ? null : rows.record(row);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
