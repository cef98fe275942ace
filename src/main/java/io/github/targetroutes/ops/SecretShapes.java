package io.github.targetroutes.ops;

/**
 * Finds secrets by their shape.
 *
 * <p>One pass from left to right, by hand and not by regular expressions: a character that is
 * looked at by one shape is looked at again a bounded number of times at most, so that no text
 * makes it slow.
 */
final class SecretShapes {

  private static final String MASK = "***";

  /** A JWT's header alone is longer: {@code {"alg":"RS256"}} has 20 characters. */
  private static final int SHORTEST_JWT = 20;

  /** Longer than a UUID (36) and an MD5 (32), shorter than any signature. */
  private static final int LONG_RUN = 40;

  private static final int MAX_ROUNDS = 4;

  private static final String BEARER = "bearer";
  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";
  private static final String PEM_DASHES = "-----";
  private static final int PEM_LABEL = 40;

  private final String text;
  private StringBuilder masked;
  private int copied;

  private SecretShapes(String text) {
    this.text = text;
  }

  /** What is hidden may leave the rest in a shape of its own: it is looked at again. */
  static String mask(String text) {
    String masked = maskOnce(text);
    for (int more = 0; more < MAX_ROUNDS && masked != text; more++) {
      text = masked;
      masked = maskOnce(text);
    }
    return masked;
  }

  private static String maskOnce(String text) {
    SecretShapes shapes = new SecretShapes(text);
    int i = 0;
    while (i < text.length()) {
      i =
          switch (text.charAt(i)) {
            case 'e' -> shapes.jwt(i);
            case 'b', 'B' -> shapes.bearer(i);
            case '-' -> shapes.privateKey(i);
            case '=', ':' -> shapes.named(i);
            default -> i + 1;
          };
    }
    return shapes.result();
  }

  /** Hides whatever has a part of {@value #LONG_RUN} characters between its dots. */
  static String maskLongRuns(String text) {
    SecretShapes shapes = new SecretShapes(text);
    int i = 0;
    while (i < text.length()) {
      int end = i;
      int dot = i - 1;
      int longest = 0;
      for (; end < text.length() && isJwt(text.charAt(end)); end++) {
        dot = text.charAt(end) == '.' ? end : dot;
        longest = Math.max(longest, end - dot);
      }
      if (longest >= LONG_RUN) {
        shapes.hide(i, end);
      }
      i = end + 1;
    }
    return shapes.result();
  }

  private int jwt(int begin) {
    if (!text.startsWith("eyJ", begin)) {
      return begin + 1;
    }
    int end = begin;
    while (end < text.length() && isJwt(text.charAt(end))) {
      end++;
    }
    return end - begin < SHORTEST_JWT ? begin + 1 : hide(begin + 3, end);
  }

  /** The token after {@code Bearer}, but not a word of prose or the first part of a challenge. */
  private int bearer(int begin) {
    if (!text.regionMatches(true, begin, BEARER, 0, BEARER.length())) {
      return begin + 1;
    }
    int word = begin + BEARER.length();
    int value = text.startsWith("%20", word) ? word + 3 : word;
    while (value < text.length() && (text.charAt(value) == ' ' || text.charAt(value) == '+')) {
      value++;
    }
    if (value == word || isProse(value)) {
      return value;
    }
    int end = NamedValue.endOfBare(text, value);
    boolean challenge = end < text.length() && text.charAt(end - 1) == '=';
    return challenge ? end - 1 : hide(value, end);
  }

  private boolean isProse(int at) {
    return text.startsWith("token", at)
        || text.startsWith("auth", at)
        || text.startsWith("scheme", at);
  }

  /** Keeps the two marker lines. Without an end marker all that follows is hidden. */
  private int privateKey(int begin) {
    if (!text.startsWith(PEM_BEGIN, begin)) {
      return begin + 1;
    }
    int label = begin + PEM_BEGIN.length();
    int labelEnd = label;
    while (labelEnd < text.length()
        && labelEnd < label + PEM_LABEL
        && text.charAt(labelEnd) != '-') {
      labelEnd++;
    }
    if (!text.startsWith("PRIVATE KEY", labelEnd - "PRIVATE KEY".length())) {
      return labelEnd;
    }
    int value = Math.min(labelEnd + PEM_DASHES.length(), text.length());
    int end = text.indexOf(PEM_END, value);
    if (end < 0) {
      return hide(value, text.length());
    }
    hide(value, end);
    return end + PEM_END.length();
  }

  private int named(int sign) {
    NamedValue value = NamedValue.at(text, sign);
    return value == null ? sign + 1 : hide(value.begin(), value.end());
  }

  private int hide(int begin, int end) {
    if (begin < end && !text.substring(begin, Math.min(end, begin + 4)).equals(MASK)) {
      masked = masked == null ? new StringBuilder(text.length()) : masked;
      masked.append(text, copied, begin).append(MASK);
      copied = end;
    }
    return Math.max(begin, end);
  }

  private String result() {
    return masked == null ? text : masked.append(text, copied, text.length()).toString();
  }

  private static boolean isJwt(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
