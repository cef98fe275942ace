package io.github.targetroutes.sync;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.input.CsvFormat;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.sync.input.Row;
import io.github.targetroutes.sync.input.RowReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes batch files for version 2 of the Bulk Profile Update API from a CSV file of any size,
 * within bounded memory. Since consecutive v2 batches overwrite each other's attributes of an id,
 * every id stands in exactly one line of one batch, with all of its attributes: rows of an id are
 * merged, where later rows win for each attribute and empty values never overwrite. What the delta
 * knows to be at Target already stands in none.
 *
 * <p>Target ignores empty values and never clears an attribute for one. A profile without any value
 * stands in its batch as its id alone, which v2 creates when it doesn't know it; so it is counted
 * like any other. (Target skips a batch in which there is no value at all.)
 *
 * <p>Profiles stand in the order of a hash of their ids. The same source, mapping, delta and limits
 * of a batch give the same bytes, whatever the bound for memory. Immutable; one directory serves
 * one run at a time.
 */
public final class ProfileBatches {

  private static final String REJECTS = "rejects.csv";

  private final Mapping mapping;
  private final CsvFormat format;
  private final Limits limits;
  private final Delta delta;

  /** Everything is sent. */
  public ProfileBatches(Mapping mapping, CsvFormat format, Limits limits) {
    this(mapping, format, limits, Delta.NOTHING_KNOWN);
  }

  /**
   * @param delta what need not be sent
   */
  public ProfileBatches(Mapping mapping, CsvFormat format, Limits limits, Delta delta) {
    this.mapping = mapping;
    this.format = format;
    this.limits = limits;
    this.delta = delta;
  }

  /**
   * Writes batch files and a reject file into a directory. What an earlier run left there is
   * removed first, other files are left alone; all new files are of mode 0600 and, when this
   * returns, on the disk. Needs room there for about three times the accepted data.
   *
   * @param work is made, of mode 0700, when it is missing
   * @throws RefusedFile when the source can't be read as a CSV file with the mapping's columns
   * @throws ConfigurationException when the limits leave no room for a profile in a batch
   * @throws IOException when reading or writing fails; then run it again
   */
  public Prepared prepare(Path input, Path work) throws IOException {
    PrivateFiles.createDirectory(work);
    clear(work);
    try (RowReader reader = new RowReader(input, format)) {
      reader.require(mapping.columns());
      RowRules rules = new RowRules(mapping, reader.columns(), limits);
      byte[] header = rules.header();
      requireRoom(header);
      try (Rejects rejects = new Rejects(work.resolve(REJECTS));
          BatchPacker packer = new BatchPacker(work, header, limits)) {
        int bits = Spill.bitsFor(Files.size(input), limits.memoryBytes());
        Spill spill = new Spill(work, "0", 0, bits);
        Spilled spilled = spillAccepted(reader, rules, spill, rejects);
        Changed changed = new Changed(delta, header, packer);
        PartMerger merger = new PartMerger(input, work, limits, rejects, changed);
        for (Path part : spill.parts()) {
          merger.merge(part, bits);
        }
        List<BatchFile> batches = packer.finished();
        long profiles = batches.stream().mapToLong(BatchFile::profiles).sum();
        long accepted =
            spilled.read() - rejects.count() - spilled.skipped() - changed.unchangedRows();
        return new Prepared(
            spilled.read(),
            accepted,
            rejects.count(),
            spilled.skipped(),
            changed.unchangedRows(),
            accepted - profiles,
            batches,
            work.resolve(REJECTS));
      }
    } finally {
      remove(work, Spill.PREFIX + "*");
    }
  }

  /** How many rows were read, and how many of them the filter did not let through. */
  private record Spilled(long read, long skipped) {}

  private static Spilled spillAccepted(
      RowReader reader, RowRules rules, Spill spill, Rejects rejects) throws IOException {
    long read = 0;
    long skipped = 0;
    try (spill) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        read++;
        RowRules.Verdict verdict = rules.judge(row);
        if (verdict instanceof RowRules.Rejected rejected) {
          rejects.add(rejected.reject());
        } else if (verdict instanceof ProfileRow accepted) {
          spill.add(accepted);
        } else {
          skipped++;
        }
      }
    }
    return new Spilled(read, skipped);
  }

  private void requireRoom(byte[] header) {
    if (header.length + limits.maxProfileBytes() + 2 >= limits.maxBytes()) {
      throw new ConfigurationException(
          "A batch of less than %d bytes has no room for its first line and a profile of %d bytes;"
                  .formatted(limits.maxBytes(), limits.maxProfileBytes())
              + " raise the first limit or lower the second.");
    }
  }

  private static void clear(Path work) throws IOException {
    remove(work, BatchPacker.PREFIX + "*");
    remove(work, Spill.PREFIX + "*");
    remove(work, REJECTS);
  }

  private static void remove(Path directory, String glob) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
