package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Writes PEM files, which appear whole or not at all and never replace another file. */
final class PemFile {

  private PemFile() {}

  static String text(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /**
   * Writes a file that only its owner may read, from its first moment on, where the file system
   * knows modes. Missing folders are made.
   *
   * @throws ConfigurationException when the file is there already, or can't be written
   */
  static void write(Path file, String label, byte[] der) {
    Path whole = file.toAbsolutePath();
    try {
      Files.createDirectories(whole.getParent());
      // createTempFile sets mode 0600 as it creates the file.
      Path part = Files.createTempFile(whole.getParent(), ".pem", ".part");
      try {
        Files.writeString(part, text(label, der));
        publish(part, whole);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          e instanceof FileAlreadyExistsException && Files.exists(whole)
              ? file
                  + " exists already and is never overwritten; move it away, or name another file."
              : file
                  + " can't be written ("
                  + e.getClass().getSimpleName()
                  + "); name another folder, or free this one.",
          e);
    }
  }

  /** Gives the file its name, and fails when that is taken: a plain move might overwrite. */
  private static void publish(Path part, Path whole) throws IOException {
    try {
      Files.createLink(whole, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      Files.move(part, whole);
    }
  }
}
