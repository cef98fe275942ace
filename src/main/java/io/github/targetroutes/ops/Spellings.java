package io.github.targetroutes.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The ways in which one value may turn up in a text. */
final class Spellings {

  private Spellings() {}

  /** The value itself, URL-encoded, JSON-escaped and as a part of something in base64. */
  static Set<String> of(String value) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(value);
    String form = URLEncoder.encode(value, UTF_8);
    String path = form.replace("+", "%20");
    for (String encoded : new String[] {form, path}) {
      spellings.add(encoded);
      spellings.add(lowerHex(encoded));
    }
    spellings.add(jsonEscaped(value));
    for (int shift = 0; shift < 3; shift++) {
      spellings.add(base64(Base64.getEncoder(), value, shift));
      spellings.add(base64(Base64.getUrlEncoder(), value, shift));
    }
    return spellings;
  }

  /**
   * Base64 works on groups of three bytes, so a value inside a longer text is spelled in three
   * ways, by the place where it begins. The characters at the edges depend on the neighbours as
   * well and are left out.
   */
  private static String base64(Base64.Encoder encoder, String value, int shift) {
    byte[] bytes = value.getBytes(UTF_8);
    byte[] shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    String encoded = encoder.withoutPadding().encodeToString(shifted);
    int first = shift == 0 ? 0 : shift + 1;
    int last = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
    return encoded.substring(first, last);
  }

  private static String lowerHex(String encoded) {
    StringBuilder lower = new StringBuilder(encoded);
    for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 3)) {
      lower.replace(i, i + 3, encoded.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  private static String jsonEscaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\r", "\\r")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }
}
