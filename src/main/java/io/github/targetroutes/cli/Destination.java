package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where an answer goes: standard output, or a file that appears when it is whole and that its owner
 * alone may read.
 */
final class Destination implements AutoCloseable {

  private final PrintWriter screen;
  private final Path file;
  private final Path part;
  private final Writer writer;

  private Destination(PrintWriter screen, Path file, Path part, Writer writer) {
    this.screen = screen;
    this.file = file;
    this.part = part;
    this.writer = writer;
  }

  /**
   * @param file null for standard output
   * @throws ConfigurationException where no such file can be made
   */
  static Destination of(PrintWriter screen, Path file) {
    if (file == null) {
      return new Destination(screen, null, null, screen);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new ConfigurationException(
          Files.isDirectory(file)
              ? file + " is a folder; name a file in it"
              : "There is no folder for " + file + "; make it, or name another file");
    }
    try {
      // Of mode 0600, wherever there are modes.
      Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
      return new Destination(
          screen,
          file,
          part,
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(part), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new ConfigurationException(file + " can't be written: this user may not", e);
    }
  }

  Writer writer() {
    return writer;
  }

  void println(String line) throws IOException {
    writer.write(line);
    writer.write('\n');
  }

  /** On a screen the next thing begins on a line of its own; a file holds what came. */
  void endLine() throws IOException {
    if (file == null) {
      writer.write('\n');
    }
  }

  /**
   * Lets people and programs see what is written so far.
   *
   * @throws ConfigurationException where nobody reads any more, as behind {@code | head}
   */
  void flush() throws IOException {
    writer.flush();
    if (screen.checkError()) {
      throw new ConfigurationException("Standard output was closed before all was printed");
    }
  }

  /** All is written. */
  void done() throws IOException {
    flush();
    if (file != null) {
      writer.close();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    if (file == null) {
      writer.flush();
    } else {
      writer.close();
      Files.deleteIfExists(part);
    }
  }
}
