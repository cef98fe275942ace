package io.github.targetroutes.sync.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file opened at the beginning of its text, behind the byte order mark where it has one. How it
 * begins tells its form.
 */
final class TextFile implements Closeable {

  private static final int HEAD_BYTES = 4096;
  private static final int[] MARK = {0xEF, 0xBB, 0xBF};

  /** A CSV header may begin with a bracket, as in {@code [id],[name]}. */
  private static final Pattern JSON = Pattern.compile("\\{|\\[\\s*([\\[{\"\\d\\]-]|$)");

  private final Path file;
  private final InputStream in;
  private final int offset;
  private final String head;

  private TextFile(Path file, InputStream in, int offset, String head) {
    this.file = file;
    this.in = in;
    this.offset = offset;
    this.head = head;
  }

  /**
   * @throws RefusedFile when it can't be text in UTF-8
   * @throws IOException when it can't be read
   */
  static TextFile open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 2 * HEAD_BYTES);
    try {
      in.mark(HEAD_BYTES);
      byte[] head = in.readNBytes(HEAD_BYTES);
      in.reset();
      refuseWhatIsNoText(file, head);
      int offset = startsWith(head, MARK) ? MARK.length : 0;
      in.skipNBytes(offset);
      // The forms are told by ASCII alone.
      String text = new String(head, offset, head.length - offset, ISO_8859_1).stripLeading();
      if (text.startsWith("<")) {
        throw new RefusedFile(
            file, "it is HTML or XML, perhaps an error page; get the file itself, as CSV or JSON");
      }
      return new TextFile(file, in, offset, text);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  InputStream in() {
    return in;
  }

  /** Where the text begins in the file, in bytes. */
  int offset() {
    return offset;
  }

  boolean isJson() {
    return JSON.matcher(head).lookingAt();
  }

  boolean isFeed() {
    return startsWith(FeedHeader.MARK);
  }

  /** Whether the text begins so, white space aside. */
  boolean startsWith(String beginning) {
    return head.startsWith(beginning);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static void refuseWhatIsNoText(Path file, byte[] head) {
    if (startsWith(head, 0x1F, 0x8B)) {
      throw new RefusedFile(file, "it is compressed with gzip; unpack it first");
    }
    if (startsWith(head, 'P', 'K', 3, 4)) {
      throw new RefusedFile(
          file, "it is a ZIP archive or an Excel workbook; unpack it, or save it as CSV in UTF-8");
    }
    if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
      throw new RefusedFile(file, "it is UTF-16; save it as UTF-8");
    }
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        throw new RefusedFile(
            file,
            "byte %d is NUL, so it is UTF-16 or no text at all; save it as UTF-8".formatted(i));
      }
    }
  }

  private static boolean startsWith(byte[] head, int... signature) {
    for (int i = 0; i < signature.length; i++) {
      if (i == head.length || head[i] != (byte) signature[i]) {
        return false;
      }
    }
    return true;
  }
}
