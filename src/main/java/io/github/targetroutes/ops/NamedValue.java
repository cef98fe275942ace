package io.github.targetroutes.ops;

/**
 * A secret that is given away by its name: {@code client_secret=x}, {@code "access_token": "x"},
 * {@code passphrase: x}, {@code Authorization: Basic x}. Upper and lower case, {@code _}, {@code -}
 * and {@code .} make no difference, and anything may stand before the name ({@code
 * ADOBE_IMS_CLIENT_SECRET}).
 *
 * @param begin where the value begins in the text
 * @param end where it ends
 */
record NamedValue(int begin, int end) {

  private static final String AUTHORIZATION = "authorization";
  private static final String[] NAMES = {
    "secret",
    "jwttoken",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "clientassertion",
    "password",
    "passphrase",
    AUTHORIZATION
  };

  /** Spaces between a name and its sign, or between the sign and the value. */
  private static final int SPACES = 3;

  /**
   * The value whose name ends before the sign.
   *
   * @param sign place of {@code =} or {@code :}
   * @return null when the name is harmless or the value is empty, a {@code {{placeholder}}}, or
   *     prose ("Wrong passphrase: the key stays closed")
   */
  static NamedValue at(String text, int sign) {
    String name = nameBefore(text, sign);
    if (name == null) {
      return null;
    }
    int begin = skipSpaces(text, sign + 1);
    if (begin < text.length() && text.charAt(begin) == '[') {
      begin++;
    }
    if (text.startsWith("{{", begin) || text.startsWith("${", begin)) {
      return null;
    }
    boolean escaped = begin < text.length() - 1 && text.charAt(begin) == '\\';
    int quote = escaped ? begin + 1 : begin;
    if (quote < text.length() && (text.charAt(quote) == '"' || text.charAt(quote) == '\'')) {
      int end = endOfQuoted(text, quote, escaped);
      return new NamedValue(schemeKept(text, quote + 1, end, name), end);
    }
    int end = name.equals(AUTHORIZATION) ? endOfHeader(text, begin) : endOfBare(text, begin);
    boolean prose =
        text.charAt(sign) == ':'
            && begin > sign + 1
            && end < text.length()
            && text.charAt(end) == ' ';
    return prose ? null : new NamedValue(schemeKept(text, begin, end, name), end);
  }

  /** A value without quotes ends where form, map and list spelling go on. */
  static int endOfBare(String text, int begin) {
    int end = begin;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && "&,;\"'\\<>()[]{}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int endOfHeader(String text, int begin) {
    int end = begin;
    while (end < text.length() && "\r\n\"',;[]{}\\".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Without a closing quote all that follows belongs to the value. */
  private static int endOfQuoted(String text, int quote, boolean escaped) {
    for (int i = quote + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        if (escaped && text.startsWith("\\" + text.charAt(quote), i)) {
          return i;
        }
        i++;
      } else if (text.charAt(i) == text.charAt(quote)) {
        return i;
      }
    }
    return text.length();
  }

  private static int schemeKept(String text, int begin, int end, String name) {
    if (!name.equals(AUTHORIZATION)) {
      return begin;
    }
    int space = begin;
    while (space < end && text.charAt(space) != ' ') {
      space++;
    }
    return space < end ? space + 1 : begin;
  }

  private static String nameBefore(String text, int sign) {
    int end = sign;
    for (int n = 0; n < SPACES && end > 0 && text.charAt(end - 1) == ' '; n++) {
      end--;
    }
    if (end > 0 && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'')) {
      end--;
      if (end > 0 && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    for (String name : NAMES) {
      if (endsWith(text, end, name)) {
        return name;
      }
    }
    return null;
  }

  private static boolean endsWith(String text, int end, String name) {
    int at = end - 1;
    for (int n = name.length() - 1; n >= 0; at--) {
      if (at < 0) {
        return false;
      }
      char c = text.charAt(at);
      if ((c | 0x20) == name.charAt(n)) {
        n--;
      } else if (n == name.length() - 1 || c != '_' && c != '-' && c != '.') {
        return false;
      } else if (end - at > 2 * name.length()) {
        return false;
      }
    }
    return true;
  }

  private static int skipSpaces(String text, int from) {
    int at = from;
    while (at < text.length() && at < from + SPACES && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
