package io.github.targetroutes.doctor;

import io.github.targetroutes.ConfigurationException;
import java.util.regex.Pattern;

/**
 * A setting that must be given by the operator. No message shows its value: a secret may have been
 * put into the wrong line.
 *
 * @param key its name
 * @param value what it holds
 * @param source where the right value is found
 */
record Given(String key, String value, String source) {

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)<[^>]*>|\\.\\.\\.|…|\\$\\{|\\byour[-_ ]|change[-_ ]?me|\\bx{4,}|\\bplaceholder");

  /**
   * @throws ConfigurationException where it is not set, or still holds what an example left there
   */
  static Given of(Program program, String key, String source) {
    Given given = new Given(key, program.setting(key), source);
    if (given.value.isEmpty()) {
      throw given.wrong("is not set");
    }
    if (PLACEHOLDER.matcher(given.value).find()) {
      throw given.wrong("still holds a placeholder");
    }
    return given;
  }

  /**
   * @throws ConfigurationException where the value is of another kind
   */
  Given mustBe(Kind kind) {
    Kind found = Kind.of(value);
    if (found != kind) {
      throw wrong(
          "must be " + kind.words() + (found == Kind.OTHER ? "" : ", and holds " + found.words()));
    }
    return this;
  }

  /** That it is wrong, and where the right value is found. */
  ConfigurationException wrong(String how) {
    return new ConfigurationException(key + " " + how + "; " + source);
  }
}
