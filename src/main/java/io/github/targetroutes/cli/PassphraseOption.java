package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.PassphraseException;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that give a passphrase without showing it to anybody. */
public final class PassphraseOption {

  private static final String NAME = "--passphrase";

  @Option(names = NAME, description = "Ask for the passphrase on the terminal.")
  private boolean ask;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Take the passphrase from the first line of a file.")
  private Path file;

  @Option(
      names = "--passphrase-env",
      paramLabel = "NAME",
      description = "Take the passphrase from an environment variable.")
  private String variable;

  /** The passphrase of something that exists; null when none is given. */
  char[] existing() {
    return source().existing();
  }

  /**
   * A passphrase for something new, which on a terminal is asked twice; null when none is given.
   */
  char[] chosen() {
    return source().chosen();
  }

  /** Reads what may be encrypted; where it is, the sentence names these options. */
  static <T> T opening(Supplier<T> read) {
    try {
      return read.get();
    } catch (PassphraseException e) {
      throw new ConfigurationException(
          e.missing()
              ? e.source()
                  + " is encrypted, and no passphrase is given; add --passphrase,"
                  + " --passphrase-file or --passphrase-env."
              : e.source() + " isn't opened by the given passphrase; give the right one.",
          e);
    }
  }

  private PassphraseSource source() {
    return new PassphraseSource(NAME, ask, file, variable);
  }
}
