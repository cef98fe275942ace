package io.github.targetroutes.sync;

import io.github.targetroutes.ConfigurationException;

/**
 * How much one batch of the Bulk Profile Update API may hold (Bulk Profile Update API), and how
 * much memory preparing batches may take.
 *
 * @param maxBytes a batch file is smaller than this, in bytes; Adobe: less than 50 MB
 * @param maxRows most profiles in a batch; Adobe: 500,000 rows
 * @param maxProfileBytes longest encoded profile, key included, in bytes; Adobe: 64 KB for all
 *     external data of a profile
 * @param maxValueLength most characters in a value before encoding, or 0 for no limit; Adobe states
 *     256 for other ways into a profile and nothing for bulk updates
 * @param memoryBytes heap that profiles may fill at one time while rows of one id are merged; an
 *     estimate, and never less than one profile
 */
public record Limits(
    long maxBytes, int maxRows, int maxProfileBytes, int maxValueLength, long memoryBytes) {

  /** What Adobe states, and 16 MiB of memory. */
  public static final Limits DEFAULT = new Limits(50_000_000, 500_000, 65_536, 0, 16 * 1024 * 1024);

  public Limits {
    if (maxRows < 1 || maxProfileBytes < 1 || maxValueLength < 0 || memoryBytes < 1) {
      throw new ConfigurationException(
          "A limit for batches of profiles is zero or less; give rows, bytes of a profile and"
              + " memory a positive number.");
    }
    if (maxBytes <= maxProfileBytes) {
      throw new ConfigurationException(
          "A batch of less than %d bytes can't hold a profile of %d bytes; raise the first or lower the second."
              .formatted(maxBytes, maxProfileBytes));
    }
  }
}
