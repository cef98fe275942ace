package io.github.targetroutes.sync.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Streams a file of any size as {@link SourceRecord}s, in the order of the file. A record that
 * can't be used comes with its problem, never as an exception. Not safe for use by several threads.
 *
 * <p>Four forms are read, told apart by how the file begins and not by its name, all in UTF-8 with
 * LF or CRLF:
 *
 * <ul>
 *   <li>JSON, an array of objects: begins with <code>[</code>. Nothing can be told behind a break
 *       in its syntax; then the file is refused, however many records were read before.
 *   <li>JSON, an object a line: begins with <code>{</code>. A broken line costs that line.
 *   <li>the feed of Adobe Recommendations: begins with {@code ## RECS} (Adobe Target: Feeds)
 *   <li>CSV with a header: all else, as {@link RowReader} reads it
 * </ul>
 */
public interface RecordReader extends AutoCloseable {

  /**
   * Commas, and records up to 8,000,000 bytes: an offer has up to 1024 KB (Adobe Target: Limits),
   * of which JSON may write a byte in six.
   */
  CsvFormat DEFAULT = new CsvFormat(',', 8_000_000);

  /**
   * Opens a file and reads its header, where its form has one.
   *
   * @param format the delimiter of a CSV file, and the longest record of any form
   * @throws RefusedFile when it is no text in UTF-8, or its header is missing or broken
   * @throws IOException when it can't be read
   */
  static RecordReader open(Path file, CsvFormat format) throws IOException {
    TextFile text = TextFile.open(file);
    try {
      if (text.isFeed()) {
        return new CsvRecords(FeedHeader.reader(text, format));
      }
      if (text.isJson()) {
        return text.startsWith("[") ? new JsonArray(text, format) : new JsonLines(text, format);
      }
      return new CsvRecords(new RowReader(text, format));
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  /**
   * Makes sure that the file has certain columns. JSON has no header that could tell: there each
   * record may have other fields, and a missing one is an empty one.
   *
   * @throws RefusedFile when one is missing
   */
  void require(Collection<String> columns);

  /**
   * The next record, or null at the end.
   *
   * @throws RefusedFile when the file turns out to be unreadable from here on; then nothing of it
   *     should be used
   * @throws IOException when it can't be read
   */
  SourceRecord next() throws IOException;

  @Override
  void close() throws IOException;
}
