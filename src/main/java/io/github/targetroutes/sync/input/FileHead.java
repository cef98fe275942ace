package io.github.targetroutes.sync.input;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a file begins, so that more records can be written that a {@link RecordReader} reads as those
 * of the file.
 */
public final class FileHead {

  /** In bytes; what begins without a line end for longer than this is no table. */
  private static final int MAX_BYTES = 1_000_000;

  private final boolean json;
  private final byte[] header;

  private FileHead(boolean json, byte[] header) {
    this.json = json;
    this.header = header;
  }

  /**
   * The head of a file; empty where it has no header and is not JSON.
   *
   * @throws RefusedFile when it is no text in UTF-8
   */
  public static Optional<FileHead> of(Path file) throws IOException {
    boolean feed;
    try (TextFile text = TextFile.open(file)) {
      if (text.isJson()) {
        return Optional.of(new FileHead(true, new byte[0]));
      }
      feed = text.isFeed();
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      while (header.size() < MAX_BYTES) {
        String line = line(in, header);
        if (line.isEmpty()) {
          break;
        }
        if (!feed || line.startsWith(FeedHeader.COLUMNS)) {
          return Optional.of(new FileHead(false, header.toByteArray()));
        }
      }
    }
    return Optional.empty();
  }

  /** Takes over a line with its end; a line end in quotes is a part of it. Empty at the end. */
  private static String line(InputStream in, ByteArrayOutputStream header) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean quoted = false;
    for (int b = in.read(); b >= 0 && line.size() < MAX_BYTES; b = in.read()) {
      line.write(b);
      quoted ^= b == '"';
      if (b == '\n' && !quoted) {
        header.writeBytes(line.toByteArray());
        return line.toString(StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  /** Whether the records are JSON, so that each may stand on a line of its own. */
  public boolean isJson() {
    return json;
  }

  /** All before the first record of a table, with its line end; nothing before JSON. */
  public byte[] header() {
    return header.clone();
  }
}
