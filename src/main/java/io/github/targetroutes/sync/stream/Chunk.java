package io.github.targetroutes.sync.stream;

import io.github.targetroutes.sync.input.SourceRecord;
import java.util.List;

/**
 * Records that are taken together: all or none.
 *
 * @param source what they come from, as the rejects name it
 * @param taken how many records of their file are taken with them; {@link #NO_FILE} for a message
 */
record Chunk(String source, long taken, List<SourceRecord> records) {

  static final long NO_FILE = -1;
}
