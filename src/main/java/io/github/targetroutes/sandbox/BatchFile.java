package io.github.targetroutes.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bulk profile file (profile-bulk-api): {@code batch=}, the key, the attribute names; then one
 * row per profile, comma separated, names and values URL-encoded in UTF-8, short rows allowed,
 * empty values and empty lines ignored.
 */
final class BatchFile implements AutoCloseable {

  /** Uploads must be smaller than this, in bytes (E3: under 50 MB). */
  static final long SIZE_LIMIT = 50_000_000;

  /** Rows. */
  static final int MOST_ROWS = 500_000;

  private static final String START = "batch=";

  /** Bytes of a line: more than a full profile of 64 KB can take when every byte is escaped. */
  private static final int LONGEST_LINE = 512 * 1024;

  /** The file breaks a rule that Target checks before it takes the file. */
  static final class Refused extends Exception {
    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * A row.
   *
   * @param id null when the row can't be used
   * @param values without the empty ones
   */
  record Row(String id, Map<String, String> values) {
    static final Row BROKEN = new Row(null, Map.of());
  }

  private final FileChannel file;
  private final long size;
  private final BoundedLines lines;
  private final ProfileKey key;
  private final List<String> names;
  private final byte[] line = new byte[LONGEST_LINE];

  private BatchFile(FileChannel file, BoundedLines lines, ProfileKey key, List<String> names)
      throws IOException {
    this.file = file;
    this.size = file.size();
    this.lines = lines;
    this.key = key;
    this.names = names;
  }

  /** Opens the file and reads its first line. */
  static BatchFile open(Path path) throws IOException, Refused {
    FileChannel file = FileChannel.open(path);
    BoundedLines lines = new BoundedLines(Channels.newInputStream(file), LONGEST_LINE);
    try {
      List<String> header = header(lines);
      ProfileKey key =
          ProfileKey.ofHeader(header.get(0))
              .orElseThrow(() -> new Refused("The first column must be pcId or thirdPartyId"));
      return new BatchFile(file, lines, key, header.subList(1, header.size()));
    } catch (IOException | Refused e) {
      lines.close();
      throw e;
    }
  }

  private static List<String> header(BoundedLines lines) throws IOException, Refused {
    if (!lines.next() || lines.tooLong() || !startsRight(lines)) {
      throw new Refused("The first line must begin with batch=");
    }
    List<String> header = new ArrayList<>();
    try {
      int from = START.length();
      for (int to = from; to <= lines.length(); to++) {
        if (to == lines.length() || lines.bytes()[to] == ',') {
          header.add(Codes.urlDecode(lines.bytes(), from, to));
          from = to + 1;
        }
      }
    } catch (CharacterCodingException e) {
      throw new Refused("The first line must be URL-encoded UTF-8");
    }
    if (header.stream().anyMatch(String::isBlank)) {
      throw new Refused("The first line has an empty column name");
    }
    return header;
  }

  private static boolean startsRight(BoundedLines lines) {
    return lines.length() > START.length()
        && new String(lines.bytes(), 0, START.length(), StandardCharsets.ISO_8859_1).equals(START);
  }

  ProfileKey key() {
    return key;
  }

  /** Reads to the end and counts the rows; stops soon after the limit. */
  int countRows() throws IOException, Refused {
    int rows = 0;
    while (lines.next()) {
      if (lines.length() > 0 && ++rows > MOST_ROWS) {
        throw new Refused("The batch has more than " + MOST_ROWS + " rows");
      }
    }
    return rows;
  }

  /** Reads to the end and says in which order the rows are best applied. */
  RowOrder order(int rows) throws IOException {
    RowOrder order = new RowOrder(rows);
    while (lines.next()) {
      if (lines.length() > 0) {
        order.add(place(), lines.start());
      }
    }
    order.sort();
    return order;
  }

  private long place() {
    int end = 0;
    while (end < lines.length() && lines.bytes()[end] != ',') {
      end++;
    }
    try {
      return ProfileKey.place(Codes.urlDecode(lines.bytes(), 0, end));
    } catch (CharacterCodingException e) {
      return 0;
    }
  }

  /** The row that begins and ends at these bytes of the file; line ends may follow it. */
  Row row(long start, long end) throws IOException {
    long length = Math.min(end, size) - start;
    if (length > LONGEST_LINE) {
      return Row.BROKEN;
    }
    ByteBuffer buffer = ByteBuffer.wrap(line, 0, (int) length);
    while (buffer.hasRemaining() && file.read(buffer, start + buffer.position()) >= 0) {
      // reads on until the row is whole
    }
    int last = buffer.position();
    while (last > 0 && (line[last - 1] == '\n' || line[last - 1] == '\r')) {
      last--;
    }
    return row(line, last);
  }

  private Row row(byte[] bytes, int length) {
    String id = null;
    Map<String, String> values = new LinkedHashMap<>();
    int column = 0;
    int from = 0;
    try {
      for (int to = 0; to <= length; to++) {
        if (to < length && bytes[to] != ',') {
          continue;
        }
        if (column == 0) {
          id = Codes.urlDecode(bytes, from, to);
        } else if (column > names.size()) {
          return Row.BROKEN;
        } else if (to > from && !emptyQuotes(bytes, from, to)) {
          values.put(names.get(column - 1), Codes.urlDecode(bytes, from, to));
        }
        column++;
        from = to + 1;
      }
    } catch (CharacterCodingException e) {
      return Row.BROKEN;
    }
    return key.allows(id) ? new Row(id, values) : Row.BROKEN;
  }

  /** A value written as {@code ""} is empty too (E3). */
  private static boolean emptyQuotes(byte[] bytes, int from, int to) {
    return to - from == 2 && bytes[from] == '"' && bytes[from + 1] == '"';
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
