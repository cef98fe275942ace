package io.github.targetroutes.sync.change;

import io.github.targetroutes.sync.PrivateFiles;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file in which the bodies of a run's changes stand one after the other, a line each. */
final class Bodies implements Closeable {

  private final OutputStream out;
  private long end;

  /** Begins anew. */
  Bodies(Path file) throws IOException {
    Files.deleteIfExists(file);
    out = PrivateFiles.create(file);
  }

  /**
   * Adds a body.
   *
   * @return where it stands, in bytes
   */
  long add(byte[] body) throws IOException {
    long place = end;
    out.write(body);
    out.write('\n');
    end += body.length + 1L;
    return place;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  static byte[] read(Path file, Change change) throws IOException {
    ByteBuffer body = ByteBuffer.allocate(change.length());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (body.hasRemaining()) {
        if (channel.read(body, change.place() + body.position()) < 0) {
          throw new EOFException(file + " is shorter than it was");
        }
      }
    }
    return body.array();
  }
}
