package io.github.targetroutes.sync.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * The head of a feed of Adobe Recommendations: lines that begin with {@code ## RECS}, of which the
 * last one names the columns right behind that mark. What follows is CSV (Adobe Target: Feeds).
 */
final class FeedHeader {

  static final String MARK = "## RECS";

  private static final String ENTITY = "entity.";

  /** Begins the line that names the columns. */
  static final String COLUMNS = MARK + ENTITY;

  private static final String ID = ENTITY + "id";
  private static final int MAX_CUSTOM = 100;

  /** As Adobe's own header lists them (Adobe Target: Feeds, Entity attributes). */
  private static final Set<String> PREDEFINED =
      Set.of(
          "id",
          "name",
          "categoryId",
          "brand",
          "message",
          "thumbnailUrl",
          "value",
          "pageUrl",
          "inventory",
          "margin",
          "event.detailsOnly",
          "environment");

  private FeedHeader() {}

  /**
   * A reader that has passed over the head.
   *
   * @throws RefusedFile when the line with the columns is missing, or has too many
   */
  static RowReader reader(TextFile text, CsvFormat format) throws IOException {
    InputStream in = text.in();
    long offset = text.offset();
    for (long line = 1; ; line++) {
      in.mark(format.maxRecordBytes() + 1);
      byte[] head = lineOf(in, format.maxRecordBytes());
      String words = new String(head, UTF_8);
      if (words.startsWith(COLUMNS)) {
        in.reset();
        in.skipNBytes(MARK.length());
        RowReader reader =
            new RowReader(
                text, new CsvFormat(',', format.maxRecordBytes()), offset + MARK.length(), line);
        check(text, reader.columns());
        return reader;
      }
      if (!words.startsWith(MARK) && !words.isBlank() || head.length == 0) {
        throw new RefusedFile(
            text.file(),
            "it is a feed of Recommendations, but no line ## RECSentity.id,entity.name,… names its"
                + " columns before line %d; add it".formatted(line));
      }
      offset += head.length;
    }
  }

  private static void check(TextFile text, List<String> columns) {
    if (!columns.contains(ID)) {
      throw new RefusedFile(
          text.file(), "its columns are named without entity.id; correct the line ## RECSentity.…");
    }
    long custom = columns.stream().filter(FeedHeader::isCustom).count();
    if (custom > MAX_CUSTOM) {
      throw new RefusedFile(
          text.file(),
          "it has %d custom columns where Target takes %d; put the others into a second file"
              .formatted(custom, MAX_CUSTOM));
    }
  }

  private static boolean isCustom(String column) {
    return column.startsWith(ENTITY) && !PREDEFINED.contains(column.substring(ENTITY.length()));
  }

  /** A line with its line end, or as much of it as is allowed; empty at the end. */
  private static byte[] lineOf(InputStream in, int maxBytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int last = 0;
    while (last != '\n' && line.size() < maxBytes && (last = in.read()) >= 0) {
      line.write(last);
    }
    return line.toByteArray();
  }
}
