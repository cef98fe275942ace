package io.github.targetroutes.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Base64, hashes and percent encoding, read as strictly as a server reads them. */
final class Codes {

  private Codes() {}

  /**
   * @throws IllegalArgumentException when the text is no base64url
   */
  static byte[] base64Url(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Decodes base64; text that is none gives no bytes. */
  static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What is kept of a token, so that a state file never holds one. */
  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(utf8(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Compares secrets without telling by the time it takes how much of them agrees. */
  static boolean same(String one, String other) {
    return one != null && MessageDigest.isEqual(utf8(one), utf8(other));
  }

  /**
   * Decodes {@code bytes[from..to)} as URL-encoded UTF-8, in which {@code +} is a space.
   *
   * @throws CharacterCodingException when an escape is cut short or the bytes are no UTF-8
   */
  static String urlDecode(byte[] bytes, int from, int to) throws CharacterCodingException {
    boolean plain = true;
    for (int i = from; i < to && plain; i++) {
      plain = bytes[i] > 0 && bytes[i] != '%' && bytes[i] != '+';
    }
    if (plain) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    ByteBuffer decoded = ByteBuffer.allocate(to - from);
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '+' -> decoded.put((byte) ' ');
        case '%' -> {
          if (i + 2 >= to) {
            throw new CharacterCodingException();
          }
          decoded.put((byte) (hex(bytes[i + 1]) << 4 | hex(bytes[i + 2])));
          i += 2;
        }
        default -> decoded.put(bytes[i]);
      }
    }
    return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
  }

  private static int hex(byte digit) throws CharacterCodingException {
    int value = Character.digit(digit, 16);
    if (value < 0) {
      throw new CharacterCodingException();
    }
    return value;
  }
}
