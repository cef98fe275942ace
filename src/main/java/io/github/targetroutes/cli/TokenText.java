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
    boolean file = given.equals("-") || given.startsWith("@");
    GivenFile named = new GivenFile(given.replaceFirst("^@", ""));
    String text = file ? new String(named.read("token"), StandardCharsets.UTF_8) : given;
    Matcher token = TOKEN.matcher(text);
    if (!token.find()) {
      throw new ConfigurationException(
          (file ? named.source() : "What is given")
              + " holds no token of IMS, which is three parts of letters and digits joined by dots"
              + " and begins with eyJ; give the token, @FILE, or - for standard input");
    }
    SecretMask.register(token.group());
    return token.group();
  }
}
