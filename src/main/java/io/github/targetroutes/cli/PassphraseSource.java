package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.SecretMask;
import java.io.Console;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where a passphrase comes from: the terminal, a file, or an environment variable. Never the
 * command line, which every user of the machine can read in the list of processes.
 *
 * @param option the name of the option that asks on the terminal, such as {@code --passphrase}
 * @param ask whether to ask on the terminal
 * @param file whose first line it is, or null
 * @param variable the name of the environment variable, or null
 */
record PassphraseSource(String option, boolean ask, Path file, String variable) {

  /** In bytes. */
  private static final int MAX_SIZE = 1 << 16;

  boolean given() {
    return ask || file != null || variable != null;
  }

  /** The passphrase of something that exists; null when none is given. */
  char[] existing() {
    return existing(PassphraseSource::onTerminal, System::getenv);
  }

  char[] existing(Function<String, char[]> terminal, UnaryOperator<String> environment) {
    requireOne();
    char[] passphrase = null;
    if (ask) {
      passphrase = terminal.apply("Passphrase: ");
    } else if (file != null) {
      passphrase = firstLine();
    } else if (variable != null) {
      passphrase = ofEnvironment(environment);
    }
    return passphrase == null ? null : registered(passphrase);
  }

  /** A passphrase for something new, asked twice; null when none is given. */
  char[] chosen() {
    return chosen(PassphraseSource::onTerminal, System::getenv);
  }

  char[] chosen(Function<String, char[]> terminal, UnaryOperator<String> environment) {
    char[] passphrase = existing(prompt -> terminal.apply("New passphrase: "), environment);
    if (ask && !Arrays.equals(passphrase, terminal.apply("New passphrase again: "))) {
      throw new ConfigurationException(
          "The two passphrases that were typed differ; nothing was written, so try again.");
    }
    return passphrase;
  }

  private char[] registered(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new ConfigurationException(
          "The passphrase is empty; give one, or leave " + option + " out.");
    }
    SecretMask.register(new String(passphrase));
    return passphrase;
  }

  private void requireOne() {
    if (Stream.of(ask, file != null, variable != null).filter(given -> given).count() > 1) {
      throw new ConfigurationException(
          "One passphrase is wanted, but several places are given; keep one of "
              + "%1$s, %1$s-file and %1$s-env.".formatted(option));
    }
  }

  private char[] firstLine() {
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw new ConfigurationException(
            file + " is larger than 64 KiB, so it is no file with a passphrase; name another one.");
      }
      return Files.readString(file).lines().findFirst().orElse("").toCharArray();
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "There is no file " + file + " for " + option + "-file; correct the path.", e);
    } catch (AccessDeniedException e) {
      throw new ConfigurationException(
          file + " may not be read by the user who runs this program; change its owner.", e);
    } catch (IOException e) {
      throw new ConfigurationException(
          file + " holds no text in UTF-8 that could be read; put the passphrase into it alone.",
          e);
    }
  }

  private char[] ofEnvironment(UnaryOperator<String> environment) {
    String value = environment.apply(variable);
    if (value == null) {
      // The name isn't shown: somebody may have written the passphrase in its place.
      throw new ConfigurationException(
          "The environment variable that "
              + option
              + "-env names is not set; export it, or correct its name.");
    }
    return value.toCharArray();
  }

  private static char[] onTerminal(String prompt) {
    // Newer Java gives a console also where there is no terminal, unless told not to.
    System.setProperty("jdk.console", "java.base");
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new ConfigurationException(
          "There is no terminal to ask for the passphrase on; give it in a file or in the"
              + " environment (--passphrase-file, --passphrase-env).");
    }
    return typed;
  }
}
