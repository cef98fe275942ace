package io.github.targetroutes.sync.mapping;

import io.github.targetroutes.sync.input.SourceRecord;
import java.nio.file.Path;
import java.util.Set;

/** Which column of a record is its key, and how its columns become the body that Target gets. */
public record RecordMapping(String key) {

  /**
   * Reads a mapping file.
   *
   * @throws io.github.targetroutes.ConfigurationException when it can't be read or isn't such a
   *     mapping; the message names file and line
   */
  public static RecordMapping read(Path file) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a mapping that does not stand in a file of its own, as one on the class path.
   *
   * @param source what to call it in messages
   * @throws io.github.targetroutes.ConfigurationException as {@link #read(Path)}
   */
  public static RecordMapping parse(String yaml, String source) {
    throw new UnsupportedOperationException();
  }

  /** The columns that a source with a header must have, each once, the key's first. */
  public Set<String> columns() {
    throw new UnsupportedOperationException();
  }

  /** Maps a record; never throws for what the record holds. */
  public Mapped map(SourceRecord record) {
    throw new UnsupportedOperationException();
  }
}
