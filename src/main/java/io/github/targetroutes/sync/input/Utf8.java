package io.github.targetroutes.sync.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Optional;

/** Bytes that should be UTF-8 but may not be. */
public final class Utf8 {

  private Utf8() {}

  /** The index of the first byte that is not UTF-8, or -1 when all are. */
  static int malformedAt(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharsetDecoder decoder = UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
    return result.isError() ? in.position() : -1;
  }

  /** The text; empty when a byte is not UTF-8. */
  public static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text, in which every byte that is not UTF-8 is written as {@code \xE9}. */
  public static String readable(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(4 * bytes.length);
    CharsetDecoder decoder = UTF_8.newDecoder();
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put("\\x%02X".formatted(in.get()));
      }
      decoder.reset();
    }
  }
}
