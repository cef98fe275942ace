package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A token that is given as itself, as {@code @FILE}, or as {@code -} for standard input. */
final class TokenText {

  /** In bytes; Adobe's own tokens have about 2,000. */
  private static final int MAX_SIZE = 1 << 16;

  private TokenText() {}

  /**
   * @throws ConfigurationException when the file can't be read, is empty or too large
   */
  static String of(String argument, InputStream standardInput) {
    String text = argument;
    if (argument.equals("-")) {
      text = read(standardInput, "standard input");
    } else if (argument.startsWith("@")) {
      text = read(Path.of(argument.substring(1)));
    }
    if (text.isBlank()) {
      throw new ConfigurationException(
          "There is no token in what was given; give the token, @FILE, or - for standard input.");
    }
    return text;
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (NoSuchFileException e) {
      throw new ConfigurationException("There is no file " + file + "; correct the path.", e);
    } catch (AccessDeniedException e) {
      throw new ConfigurationException(
          file + " may not be read by the user who runs this program; change its owner.", e);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private static String read(InputStream in, String source) {
    try {
      byte[] content = in.readNBytes(MAX_SIZE + 1);
      if (content.length > MAX_SIZE) {
        throw new ConfigurationException(
            source + " is larger than 64 KiB, so it is no token; give another one.");
      }
      return new String(content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static ConfigurationException unreadable(String source, IOException cause) {
    return new ConfigurationException(
        source + " can't be read (" + cause.getClass().getSimpleName() + "); name a file.", cause);
  }
}
