package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as it is given on the command line: itself, {@code @FILE}, or {@code -} for standard
 * input. A file may hold more than the token, such as the header, the environment or the JSON that
 * {@code token --out} writes.
 */
final class TokenText {

  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]++=*+\\.[A-Za-z0-9_-]++=*+\\.[A-Za-z0-9_-]*+=*+");

  private TokenText() {}

  /**
   * The token.
   *
   * @throws ConfigurationException when there is none, or the file can't be read
   */
  static String of(String given) {
    Matcher token = TOKEN.matcher(asGiven(given));
    if (!token.find()) {
      throw new ConfigurationException(
          (isFile(given) ? file(given).source() : "What is given")
              + " holds no token of IMS, which is three parts of letters and digits joined by dots"
              + " and begins with eyJ; give the token, @FILE, or - for standard input");
    }
    SecretMask.register(token.group());
    return token.group();
  }

  /**
   * All that is given, be it a token or not.
   *
   * @throws ConfigurationException when there is nothing, or the file can't be read
   */
  static String asGiven(String given) {
    String text =
        isFile(given) ? new String(file(given).read("token"), StandardCharsets.UTF_8) : given;
    if (text.isBlank()) {
      throw new ConfigurationException(
          "There is no token in what was given; give the token, @FILE, or - for standard input.");
    }
    return text;
  }

  private static boolean isFile(String given) {
    return given.equals("-") || given.startsWith("@");
  }

  private static GivenFile file(String given) {
    return new GivenFile(given.replaceFirst("^@", ""));
  }
}
