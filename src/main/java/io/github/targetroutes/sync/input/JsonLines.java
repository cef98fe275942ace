package io.github.targetroutes.sync.input;

import io.github.targetroutes.sync.input.SourceRecord.Problem;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** JSON, an object a line. Blank lines are passed over. */
final class JsonLines implements RecordReader {

  private final TextFile file;
  private final RecordBuffer in;
  private final int maxBytes;
  private long line;
  private boolean first = true;

  JsonLines(TextFile file, CsvFormat format) {
    this.file = file;
    this.in = new RecordBuffer(file.in(), format.maxRecordBytes(), file.offset());
    this.maxBytes = format.maxRecordBytes();
  }

  @Override
  public void require(Collection<String> columns) {
    // Each record may have other fields.
  }

  @Override
  public SourceRecord next() throws IOException {
    while (true) {
      in.begin();
      if (!in.has()) {
        return null;
      }
      line++;
      in.skipTo('\n', '\n');
      byte[] bytes = in.copy(Math.min(in.length(), maxBytes));
      if (in.isTooLong()) {
        passLine();
        return broken(bytes, "the record is longer than " + maxBytes + " bytes");
      }
      passLine();
      Optional<String> text = Utf8.text(bytes);
      if (text.isEmpty()) {
        return broken(bytes, "the text is not UTF-8");
      }
      if (!text.get().isBlank()) {
        return record(text.get().strip());
      }
    }
  }

  private SourceRecord record(String text) throws IOException {
    JsonRecord record = JsonRecord.parse(text);
    if (first && record.broken().filter(JsonRecord.Break::end).isPresent() && goesOn()) {
      throw new RefusedFile(
          file.file(),
          "it is one JSON object over several lines; put each record on a line of its own, or all"
              + " of them into one array");
    }
    first = false;
    return record.at(line);
  }

  /** Whether the next line begins no record. */
  private boolean goesOn() throws IOException {
    in.begin();
    while (in.has() && Character.isWhitespace(in.at(in.length()))) {
      in.advance();
    }
    boolean other = in.has() && !in.has('{');
    in.rewind(0);
    return other;
  }

  private SourceRecord broken(byte[] bytes, String reason) {
    return SourceRecord.broken(line, new Problem("", reason), () -> Utf8.readable(bytes));
  }

  private void passLine() throws IOException {
    while (in.isTooLong()) {
      in.begin();
      in.skipTo('\n', '\n');
    }
    if (in.has('\n')) {
      in.advance();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
