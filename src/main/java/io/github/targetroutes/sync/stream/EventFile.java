package io.github.targetroutes.sync.stream;

import io.github.targetroutes.sync.input.RecordReader;
import io.github.targetroutes.sync.input.SourceRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The records of a file in chunks, from where an earlier reading of it was interrupted. */
public final class EventFile implements Iterator<Chunk>, Closeable {

  /** Records that one transaction takes: what it costs is then hardly felt. */
  private static final int CHUNK = 100;

  private final RecordReader reader;
  private final String run;
  private long taken;
  private SourceRecord next;

  EventFile(RecordReader reader, String run, long taken) throws IOException {
    this.reader = reader;
    this.run = run;
    next = reader.next();
    while (next != null && this.taken < taken) {
      advance();
    }
  }

  private void advance() throws IOException {
    next = reader.next();
    taken++;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Chunk next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    List<SourceRecord> records = new ArrayList<>(CHUNK);
    try {
      while (next != null && records.size() < CHUNK) {
        records.add(next);
        advance();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Chunk(run, taken, records);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
