package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that are small by their nature, such as keys and tokens, and no larger ones. */
public final class SmallFile {

  /** In bytes; keys, certificates, tokens and credentials are a few thousand bytes long. */
  private static final int MAX_SIZE = 1 << 20;

  private SmallFile() {}

  /**
   * Reads a whole file.
   *
   * @param kind what it should be, for messages, such as "token"
   * @throws ConfigurationException when it isn't there, can't be read, or is larger than 1 MiB
   */
  public static byte[] read(Path file, String kind) {
    if (Files.isDirectory(file)) {
      throw new ConfigurationException(file + " is a folder; name the file in it.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), kind);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "There is no file " + file + "; correct the path, or put the file there.", e);
    } catch (AccessDeniedException e) {
      throw new ConfigurationException(
          file + " may not be read by the user who runs this program; change its owner.", e);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /**
   * Reads to the end of a stream, such as standard input.
   *
   * @param source what to call it in messages
   * @param kind what it should hold, for messages
   * @throws ConfigurationException when it can't be read, or holds more than 1 MiB
   */
  public static byte[] readAll(InputStream in, String source, String kind) {
    try {
      return read(in, source, kind);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static byte[] read(InputStream in, String source, String kind) throws IOException {
    byte[] content = in.readNBytes(MAX_SIZE + 1);
    if (content.length > MAX_SIZE) {
      throw new ConfigurationException(
          source + " is larger than 1 MiB, so it is no " + kind + "; name another file.");
    }
    return content;
  }

  private static ConfigurationException unreadable(String source, IOException cause) {
    return new ConfigurationException(
        source + " can't be read (" + cause.getClass().getSimpleName() + "); check its disk.",
        cause);
  }
}
