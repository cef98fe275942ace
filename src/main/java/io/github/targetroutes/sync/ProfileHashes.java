package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Hashes of the profiles of a batch, by which the {@link Delta} knows them: one of the id, for the
 * ids are somebody's, and one of all that is sent of the profile. The second one is that of the
 * names and values themselves: the order of a mapping's attributes, and those without a value,
 * don't count. Not safe for use by several threads.
 */
public final class ProfileHashes {

  /** Profiles that are looked up or noted together. */
  static final int CHUNK = 1000;

  private static final HexFormat HEX = HexFormat.of();

  /** Of SHA-256, in bytes: nobody finds another profile with these. */
  private static final int CONTENT_BYTES = 16;

  private final IdHash ids = new IdHash();
  private final MessageDigest digest = IdHash.sha256();
  private final byte[] keyType;
  private final byte[][] names;

  /** The places of the attributes in the order of their names. */
  private final int[] order;

  /** Where the values of the line in hand end. */
  private final int[] ends;

  /**
   * @param header the first line of the batch, without its line end
   */
  ProfileHashes(String header) {
    String[] columns = header.split(",", -1);
    keyType = columns[0].getBytes(US_ASCII);
    names = new byte[columns.length][];
    for (int i = 1; i < columns.length; i++) {
      names[i] = (',' + columns[i] + '=').getBytes(US_ASCII);
    }
    order =
        IntStream.range(1, columns.length)
            .boxed()
            .sorted(Comparator.comparing(i -> columns[i]))
            .mapToInt(i -> i)
            .toArray();
    ends = new int[columns.length];
  }

  /** Under which a profile is known, 16 hexadecimal digits; they sort as batches do. */
  static String key(long idHash) {
    return HEX.toHexDigits(idHash);
  }

  /**
   * What is sent of a profile.
   *
   * @param line of a batch, without its line end
   */
  String content(byte[] line) {
    int columns = split(line);
    digest.update(keyType);
    digest.update((byte) ',');
    digest.update(line, 0, ends[0]);
    for (int i : order) {
      if (i < columns && ends[i] > ends[i - 1] + 1) {
        digest.update(names[i]);
        digest.update(line, ends[i - 1] + 1, ends[i] - ends[i - 1] - 1);
      }
    }
    return HEX.formatHex(digest.digest(), 0, CONTENT_BYTES);
  }

  /** Commas part values and never stand in one, since values are encoded. */
  private int split(byte[] line) {
    int columns = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == ',') {
        ends[columns++] = i;
      }
    }
    ends[columns++] = line.length;
    return columns;
  }

  /**
   * Reads a batch.
   *
   * @param some takes the hashes of some profiles at a time, those of what is sent by those of the
   *     ids, in the order of the batch
   */
  public static void read(InputStream batch, Consumer<Map<String, String>> some)
      throws IOException {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(batch, US_ASCII))) {
      ProfileHashes hashes = new ProfileHashes(lines.readLine());
      Map<String, String> chunk = new LinkedHashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hashes.put(chunk, line.getBytes(US_ASCII));
        if (chunk.size() == CHUNK) {
          some.accept(chunk);
          chunk.clear();
        }
      }
      some.accept(chunk);
    }
  }

  private void put(Map<String, String> hashes, byte[] line) {
    String content = content(line);
    hashes.put(key(ids.of(line, ends[0])), content);
  }
}
