package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * URL encoding as RFC 3986 has it: letters, digits and {@code - . _ ~} stand for themselves, every
 * other byte of the UTF-8 form is {@code %XX} in capitals. A space is {@code %20}, so that a reader
 * of forms and a reader of paths both find it again.
 */
public final class PercentEncoding {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = 0; c < PLAIN.length; c++) {
      PLAIN[c] =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0;
    }
  }

  private PercentEncoding() {}

  /**
   * @throws IllegalArgumentException when the text has half of a surrogate pair, which no UTF-8 has
   */
  public static byte[] encode(String text) {
    return isPlain(text) ? text.getBytes(US_ASCII) : encode(utf8(text));
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer utf8(String text) {
    try {
      return UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text has half of a surrogate pair", e);
    }
  }

  private static byte[] encode(ByteBuffer utf8) {
    byte[] out = new byte[3 * utf8.remaining()];
    int length = 0;
    while (utf8.hasRemaining()) {
      byte b = utf8.get();
      if (b >= 0 && PLAIN[b]) {
        out[length++] = b;
      } else {
        out[length++] = '%';
        out[length++] = HEX[(b & 0xF0) >> 4];
        out[length++] = HEX[b & 0x0F];
      }
    }
    return Arrays.copyOf(out, length);
  }
}
