package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file with secrets that is about to be written. It is made under another name, which only its
 * owner may read from its first moment on (mode 0600, where the file system knows modes), and takes
 * its own name whole, or never. What stood there before is replaced.
 */
public final class SecretFile implements AutoCloseable {

  private final Path file;
  private final Path part;

  private SecretFile(Path file, Path part) {
    this.file = file;
    this.part = part;
  }

  /**
   * Writes a file at once.
   *
   * @throws ConfigurationException when it can't be written
   */
  public static void write(Path file, String text) {
    try (SecretFile prepared = prepare(file, text.getBytes(StandardCharsets.UTF_8))) {
      prepared.publish();
    }
  }

  /**
   * Writes all but the name. Missing folders are made; of a symbolic link the file behind it is
   * meant.
   *
   * @throws ConfigurationException when it can't be written
   */
  static SecretFile prepare(Path named, byte[] content) {
    try {
      Path file = Files.isSymbolicLink(named) ? named.toRealPath() : named.toAbsolutePath();
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // DANGER: root would replace /dev/null.
        throw new ConfigurationException(named + " is no ordinary file; name another one.");
      }
      Files.createDirectories(file.getParent());
      // createTempFile sets mode 0600 as it creates the file.
      SecretFile prepared =
          new SecretFile(file, Files.createTempFile(file.getParent(), ".secret", ".part"));
      try {
        prepared.fill(content);
        return prepared;
      } catch (IOException e) {
        prepared.close();
        throw e;
      }
    } catch (IOException e) {
      throw unwritable(named, e);
    }
  }

  private void fill(byte[] content) throws IOException {
    Files.write(part, content);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Gives the file its name.
   *
   * @throws ConfigurationException when it can't be written
   */
  void publish() {
    try {
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static ConfigurationException unwritable(Path file, IOException cause) {
    return new ConfigurationException(
        file
            + " can't be written ("
            + cause.getClass().getSimpleName()
            + "); name another folder, or see that this user may write to it.",
        cause);
  }

  /** Removes what did not get its name. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }
}
