package io.github.targetroutes.sync.change;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.targetroutes.sync.PrivateFiles;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file in which the bodies of a run's changes stand one after the other, a line each. Behind
 * each is another line: the record that it was made of, as a JSON text.
 */
final class Bodies implements Closeable {

  private static final JsonMapper JSON = new JsonMapper();

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
   * @param body empty where the object is to be deleted
   * @param text of its record, as it stands in the source
   * @return where the body stands, in bytes
   */
  long add(byte[] body, String text) throws IOException {
    long place = end;
    byte[] record = JSON.writeValueAsBytes(text);
    out.write(body);
    out.write('\n');
    out.write(record);
    out.write('\n');
    end += body.length + record.length + 2L;
    return place;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** The bodies of some changes, in their order. */
  static List<byte[]> read(Path file, List<Change> changes) throws IOException {
    List<byte[]> read = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Change change : changes) {
        ByteBuffer body = ByteBuffer.allocate(change.length());
        while (body.hasRemaining()) {
          if (channel.read(body, change.place() + body.position()) < 0) {
            throw new EOFException(file + " is shorter than it was");
          }
        }
        read.add(body.array());
      }
    }
    return read;
  }

  /** The record that a change was made of, as it stands in the source. */
  static String text(Path file, Change change) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(change.place() + change.length() + 1);
      return JSON.readValue(Channels.newInputStream(channel), String.class);
    }
  }
}
