package io.github.targetroutes.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of {@link PassphraseOption} once more, for what is written. */
public final class OutPassphraseOption {

  private static final String NAME = "--out-passphrase";

  @Option(names = NAME, description = "Ask on the terminal for the passphrase of what is written.")
  private boolean ask;

  @Option(
      names = "--out-passphrase-file",
      paramLabel = "FILE",
      description = "Take that passphrase from the first line of a file.")
  private Path file;

  @Option(
      names = "--out-passphrase-env",
      paramLabel = "NAME",
      description = "Take that passphrase from an environment variable.")
  private String variable;

  /** On a terminal asked twice; null when none is given. */
  char[] chosen() {
    return new PassphraseSource(NAME, ask, file, variable).chosen();
  }
}
