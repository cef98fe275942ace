package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.SmallFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A small file that is named on the command line; {@code -} is standard input. */
final class GivenFile {

  private final String name;

  GivenFile(String name) {
    this.name = name;
  }

  /** What to call it in messages. */
  String source() {
    return name.equals("-") ? "Standard input" : name;
  }

  /**
   * Its content.
   *
   * @param kind what it should hold, for messages
   * @throws ConfigurationException when it can't be read or is too large
   */
  byte[] read(String kind) {
    if (name.equals("-")) {
      return SmallFile.readAll(System.in, source(), kind);
    }
    try {
      return SmallFile.read(Path.of(name), kind);
    } catch (InvalidPathException e) {
      throw new ConfigurationException("What is given is no path of a file; correct it.", e);
    }
  }
}
