package io.github.targetroutes.doctor;

import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.ops.SecretMask;
import java.util.Locale;

/**
 * What a check came to.
 *
 * @param outcome how it stands
 * @param text what was found and, where it is not well, what to do; one line without secrets
 * @param exitCode with which the program ends where this is the worst that was found: 0 where it
 *     did not fail; 2 configuration; 3 credentials refused; 4 Target or IMS unreachable
 */
public record Finding(Outcome outcome, String text, int exitCode) {

  static final int CONFIGURATION = 2;
  static final int CREDENTIALS = 3;
  static final int UNREACHABLE = 4;

  /** How it stands. */
  public enum Outcome {
    OK,
    /** Works, and may not for long or not as meant. */
    WARN,
    FAIL,
    /** Not looked at. */
    SKIP;

    /** As it is printed; only a failure is loud. */
    public String word() {
      return this == FAIL ? name() : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Puts the text on one line and masks what is secret in it. */
  public Finding {
    text = SecretMask.mask(text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
  }

  static Finding ok(String text, Object... values) {
    return new Finding(Outcome.OK, text.formatted(values), 0);
  }

  static Finding warn(String text, Object... values) {
    return new Finding(Outcome.WARN, text.formatted(values), 0);
  }

  static Finding skip(String text, Object... values) {
    return new Finding(Outcome.SKIP, text.formatted(values), 0);
  }

  static Finding fail(int exitCode, String text, Object... values) {
    return new Finding(Outcome.FAIL, text.formatted(values), exitCode);
  }

  /** A fault says itself what is wrong and what to do. */
  static Finding of(Throwable fault) {
    int code = Math.max(CONFIGURATION, ExitCode.of(fault));
    return new Finding(Outcome.FAIL, FaultLog.sentence(fault), code);
  }
}
