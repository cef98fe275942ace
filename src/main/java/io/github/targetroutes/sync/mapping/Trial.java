package io.github.targetroutes.sync.mapping;

import io.github.targetroutes.sync.input.CsvFormat;
import io.github.targetroutes.sync.input.RecordReader;
import io.github.targetroutes.sync.input.SourceRecord;
import java.io.IOException;
import java.nio.file.Path;

/** What a flow would make of the records of a file, one after the other; nothing is sent. */
public interface Trial extends AutoCloseable {

  /** A record, and what becomes of it. */
  record Step(SourceRecord before, Mapped after) {}

  /** That of a flow of records. */
  static Trial of(Path file, CsvFormat format, RecordMapping mapping) throws IOException {
    RecordReader reader = RecordReader.open(file, format);
    try {
      reader.require(mapping.columns());
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
    return new Trial() {
      @Override
      public Step next() throws IOException {
        SourceRecord record = reader.next();
        return record == null ? null : new Step(record, mapping.map(record));
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  /**
   * The next record, or null at the end.
   *
   * @throws io.github.targetroutes.sync.input.RefusedFile when the file turns out to be unreadable
   *     from here on
   */
  Step next() throws IOException;

  @Override
  void close() throws IOException;
}
