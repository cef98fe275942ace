package io.github.targetroutes.sync.stream;

import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.input.SourceRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is to become of the records of a chunk. */
public final class Intake {

  /** An event, and the record that it was. */
  record Event(SourceRecord record, Update update) {}

  private final Chunk chunk;
  private final List<Event> events = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private long skipped;

  Intake(Chunk chunk) {
    this.chunk = chunk;
  }

  void add(SourceRecord record, Update update) {
    events.add(new Event(record, update));
  }

  void reject(Reject reject) {
    rejects.add(reject);
  }

  void skip() {
    skipped++;
  }

  Chunk chunk() {
    return chunk;
  }

  List<Event> events() {
    return events;
  }

  /** Those of the records, and others that turned up since, by line. */
  List<Reject> rejectsWith(List<Reject> others) {
    List<Reject> all = new ArrayList<>(rejects);
    all.addAll(others);
    all.sort(Comparator.comparing(Reject::line));
    return all;
  }

  long skipped() {
    return skipped;
  }

  /** How many, and none of their data. */
  @Override
  public String toString() {
    return "%d events, %d rejected, %d skipped".formatted(events.size(), rejects.size(), skipped);
  }
}
