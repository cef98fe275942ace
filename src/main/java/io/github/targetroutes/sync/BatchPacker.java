package io.github.targetroutes.sync;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes profiles to batch files one after the other, and begins a new file only where the next
 * profile would break a limit.
 */
final class BatchPacker implements Closeable {

  /** Begins the name of every file, so that files left behind can be told from others. */
  static final String PREFIX = "batch-";

  private final Path directory;
  private final byte[] header;
  private final Limits limits;
  private final List<BatchFile> done = new ArrayList<>();

  private Path file;
  private OutputStream out;
  private long bytes;
  private int profiles;
  private long rows;

  /**
   * @param header the first line of each file, without its line end
   */
  BatchPacker(Path directory, byte[] header, Limits limits) {
    this.directory = directory;
    this.header = header;
    this.limits = limits;
  }

  void add(Profile profile) throws IOException {
    int size = profile.encoded().length + 1;
    if (out != null && (bytes + size >= limits.maxBytes() || profiles == limits.maxRows())) {
      finish();
    }
    if (out == null) {
      begin();
    }
    out.write(profile.encoded());
    out.write('\n');
    bytes += size;
    profiles++;
    rows += profile.rows();
  }

  /** All batches, the last one closed. */
  List<BatchFile> finished() throws IOException {
    finish();
    return done;
  }

  private void begin() throws IOException {
    file = directory.resolve(PREFIX + "%05d.txt".formatted(done.size() + 1));
    out = PrivateFiles.create(file);
    out.write(header);
    out.write('\n');
    bytes = header.length + 1L;
    profiles = 0;
    rows = 0;
  }

  private void finish() throws IOException {
    if (out != null) {
      out.close();
      out = null;
      done.add(new BatchFile(done.size() + 1, file, bytes, profiles, rows));
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
