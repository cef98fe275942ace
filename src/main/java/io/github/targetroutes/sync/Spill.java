package io.github.targetroutes.sync;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepted rows on disk, parted by some bits of the hash of their ids, so that all rows of an id
 * are in one part and stay in the order of the source.
 */
final class Spill implements Closeable {

  /** Begins the name of every file, so that files left behind can be told from others. */
  static final String PREFIX = "spill-";

  /** More open files and buffers at one time would cost more than a second round. */
  private static final int MAX_BITS = 6;

  /** How much of the heap a row on disk fills once it is merged, compared to its size there. */
  private static final int HEAP_FACTOR = 3;

  private final int usedBits;
  private final int bits;
  private final List<Path> files = new ArrayList<>();
  private final List<DataOutputStream> outputs = new ArrayList<>();

  /**
   * @param name tells this spill from others in the directory
   * @param usedBits leading bits of the hash that are the same in all rows
   * @param bits the following bits, by which rows are parted
   */
  Spill(Path directory, String name, int usedBits, int bits) throws IOException {
    this.usedBits = usedBits;
    this.bits = bits;
    try {
      for (int i = 0; i < 1 << bits; i++) {
        Path file = directory.resolve(PREFIX + name + "-" + i);
        outputs.add(new DataOutputStream(PrivateFiles.createTemporary(file)));
        files.add(file);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** By how many bits to part rows that need some bytes on disk, given a bound for the heap. */
  static int bitsFor(long bytes, long memoryBytes) {
    int bits = 0;
    while (bits < MAX_BITS && bytes * HEAP_FACTOR >> bits > memoryBytes) {
      bits++;
    }
    return bits;
  }

  void add(ProfileRow row) throws IOException {
    int part = bits == 0 ? 0 : (int) (row.hash() << usedBits >>> (Long.SIZE - bits));
    DataOutputStream out = outputs.get(part);
    out.writeLong(row.hash());
    out.writeLong(row.line());
    out.writeLong(row.offset());
    out.writeInt(row.length());
    out.writeInt(row.encoded().length);
    out.write(row.encoded());
  }

  /** The parts in the order of the hash; complete once this is closed. */
  List<Path> parts() {
    return files;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (DataOutputStream out : outputs) {
      try {
        out.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Reads one part. */
  static final class Reader implements Closeable {

    private final DataInputStream in;

    Reader(Path part) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(part), 64 * 1024));
    }

    /** The next row, or null at the end. */
    ProfileRow next() throws IOException {
      in.mark(1);
      if (in.read() < 0) {
        return null;
      }
      in.reset();
      long hash = in.readLong();
      long line = in.readLong();
      long offset = in.readLong();
      int length = in.readInt();
      byte[] encoded = new byte[in.readInt()];
      in.readFully(encoded);
      return new ProfileRow(hash, line, offset, length, encoded);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
