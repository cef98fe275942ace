package io.github.targetroutes.sync;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.input.CsvFormat;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.sync.input.RowReader;
import io.github.targetroutes.sync.mapping.MappingResource;
import io.github.targetroutes.sync.mapping.Trial;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Prepares customer files as the settings say: each run has a folder of its own for its batches,
 * and a reject file where rows were rejected. The mapping is read anew for every run.
 */
public final class ProfilePreparation implements CamelContextAware {

  /**
   * A folder that no other program writes to: one that was taken for dead may wake up and go on
   * writing.
   */
  private static final String OWN = UUID.randomUUID().toString();

  private CamelContext context;
  private String mapping;
  private char delimiter = CsvFormat.DEFAULT.delimiter();
  private long maxBytes = Limits.DEFAULT.maxBytes();
  private int maxRows = Limits.DEFAULT.maxRows();
  private int maxProfileBytes = Limits.DEFAULT.maxProfileBytes();
  private int maxValueLength = Limits.DEFAULT.maxValueLength();
  private long memoryBytes = Limits.DEFAULT.memoryBytes();
  private Path batches;
  private Path rejects;

  /**
   * Makes the batches of one run.
   *
   * @throws RefusedFile where the file as a whole can't be read, or more would be rejected than the
   *     guard allows
   */
  public Prepared prepare(File input, String run) throws IOException {
    Prepared prepared = work(input, run);
    check(input, prepared);
    return prepared;
  }

  /**
   * @throws RefusedFile where a run would stop before it sends anything
   */
  public void check(File input, Prepared prepared) {
    shared(Guard.class).checkRejects(input, prepared.rejected(), prepared.read());
  }

  private Prepared work(File input, String run) throws IOException {
    clear(run);
    Path kept = kept(run);
    // What a preparation left that was broken off, with another mapping.
    Files.deleteIfExists(kept);
    Prepared prepared =
        new ProfileBatches(mapping(), format(), limits(), shared(Delta.class))
            .prepare(input.toPath(), batches.resolve(run).resolve(OWN));
    if (prepared.rejected() > 0) {
      PrivateFiles.createDirectory(rejects);
      Files.move(prepared.rejects(), kept, StandardCopyOption.REPLACE_EXISTING);
    }
    return prepared.withRejects(kept);
  }

  private Path kept(String run) {
    return rejects.resolve(run + ".rejects.csv");
  }

  /** Where the rejects of a run are kept; null where it has none. */
  public String rejects(String run) {
    return Files.exists(kept(run)) ? kept(run).toString() : null;
  }

  /**
   * What would become of the rows of a file, before rows of one id are merged.
   *
   * @throws RefusedFile where the file as a whole can't be read
   */
  public Trial trial(Path input) throws IOException {
    return ProfileTrial.of(new RowReader(input, format()), mapping(), limits());
  }

  private CsvFormat format() {
    return new CsvFormat(delimiter, CsvFormat.DEFAULT.maxRecordBytes());
  }

  private Limits limits() {
    return new Limits(maxBytes, maxRows, maxProfileBytes, maxValueLength, memoryBytes);
  }

  /**
   * Works out what a file would become, and keeps nothing of it.
   *
   * @throws RefusedFile where the file as a whole can't be read
   */
  public Prepared preview(File input) throws IOException {
    String run = "preview";
    try {
      return work(input, run);
    } finally {
      clear(run);
      Files.deleteIfExists(kept(run));
    }
  }

  /**
   * Makes sure that a batch can still be sent.
   *
   * @throws LostBatch where its file is gone
   */
  public void requireFile(Batch batch) {
    if (!batch.file().isFile()) {
      throw new LostBatch(batch);
    }
  }

  /** Removes the batches of a run. */
  public void clear(String run) throws IOException {
    Path folder = batches.resolve(run);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
  }

  /** What all flows share; looked up late, for the order in which route files are read is open. */
  private <T> T shared(Class<T> type) {
    return context.getRegistry().findSingleByType(type);
  }

  private Mapping mapping() {
    return Mapping.parse(
        MappingResource.text(context, mapping, "sync.profiles-bulk.mapping"), mapping);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** Where the mapping is: {@code file:} or {@code classpath:}. */
  public void setMapping(String mapping) {
    this.mapping = mapping;
  }

  /** What stands between two fields: one character, or {@code \t}. */
  public void setDelimiter(String delimiter) {
    String one = delimiter.equals("\\t") ? "\t" : delimiter;
    if (one.length() != 1) {
      throw new ConfigurationException(
          "sync.profiles-bulk.delimiter=" + delimiter + " must be one character, or \\t for a tab");
    }
    this.delimiter = one.charAt(0);
  }

  /** See {@link Limits}. */
  public void setMaxBytes(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** See {@link Limits}. */
  public void setMaxRows(int maxRows) {
    this.maxRows = maxRows;
  }

  /** See {@link Limits}. */
  public void setMaxProfileBytes(int maxProfileBytes) {
    this.maxProfileBytes = maxProfileBytes;
  }

  /** See {@link Limits}. */
  public void setMaxValueLength(int maxValueLength) {
    this.maxValueLength = maxValueLength;
  }

  /** See {@link Limits}. */
  public void setMemoryBytes(long memoryBytes) {
    this.memoryBytes = memoryBytes;
  }

  /** The folder under which each run has its batches. */
  public void setBatches(String batches) {
    this.batches = Path.of(batches);
  }

  /** The folder of the reject files. */
  public void setRejects(String rejects) {
    this.rejects = Path.of(rejects);
  }
}
