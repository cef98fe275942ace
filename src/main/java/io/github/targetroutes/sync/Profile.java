package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Comparator;

/**
 * All rows of one id, merged.
 *
 * @param hash of the id
 * @param encoded a line of a batch file, without its line end
 * @param rows how many rows went into it
 */
record Profile(String id, long hash, byte[] encoded, long rows) {

  /** By hash, so that the order never depends on how many parts there were or what was merged. */
  static final Comparator<Profile> ORDER =
      Comparator.comparing(Profile::hash, Long::compareUnsigned).thenComparing(Profile::id);

  static Profile of(ProfileRow row) {
    return new Profile(row.id(), row.hash(), row.encoded(), 1);
  }

  /** This profile with the values of a later row; an empty value leaves what was there. */
  Profile with(ProfileRow later) {
    return new Profile(id, hash, overlay(encoded, later.encoded()), rows + 1);
  }

  /** Commas part values and never stand in one, since values are encoded. */
  private static byte[] overlay(byte[] earlier, byte[] later) {
    String[] values = new String(earlier, US_ASCII).split(",", -1);
    String[] newer = new String(later, US_ASCII).split(",", -1);
    String[] longer = newer.length > values.length ? newer.clone() : values.clone();
    for (int i = 0; i < Math.min(values.length, newer.length); i++) {
      longer[i] = newer[i].isEmpty() ? values[i] : newer[i];
    }
    return String.join(",", longer).getBytes(US_ASCII);
  }

  @Override
  public String toString() {
    return "Profile[rows=" + rows + "]";
  }
}
