package io.github.targetroutes.sync.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.SourceRecord;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Works out what one run changes: holds each object against what the run has already and against
 * what the ledger knows, and gives what is to be sent its place in a unit. Not safe for use by
 * several threads.
 */
final class Planner {

  /** Objects that are looked up together. */
  private static final int CHUNK = 500;

  /** Bytes of such objects, with their records: what of the input is in memory. */
  private static final long CHUNK_BYTES = 4_000_000;

  /** Changes of a kind that are told as examples. */
  private static final int FEW = 3;

  private static final JsonMapper JSON = new JsonMapper();

  /** The order of fields changes no object. */
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  /**
   * An object of the source.
   *
   * @param body as it is sent; empty where it is to be deleted
   * @param text of its record
   */
  private record Wanted(String key, byte[] body, String hash, long line, String text, long rows) {}

  /** How changes of this flow are told apart and packed. */
  record Terms(String run, String flow, boolean keepsIds, Instant staleBefore) {}

  private final Terms terms;
  private final Changes changes;
  private final Ledger ledger;
  private final Bodies bodies;
  private Packer packer;
  private final Map<String, Wanted> chunk = new LinkedHashMap<>();
  private final MessageDigest digest;

  private final Map<Action, List<String>> first = new EnumMap<>(Action.class);

  private long chunkBytes;
  private boolean replaces;
  private long number;
  private long skipped;
  private long unchanged;

  Planner(Terms terms, Changes changes, Ledger ledger, Bodies bodies, Packer packer) {
    this.terms = terms;
    this.changes = changes;
    this.ledger = ledger;
    this.bodies = bodies;
    this.packer = packer;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * Adds an object.
   *
   * @param body null where it is to be deleted
   */
  void add(String key, ObjectNode body, SourceRecord record) throws IOException {
    Wanted earlier = chunk.remove(key);
    Wanted wanted =
        new Wanted(
            key,
            body == null ? new byte[0] : JSON.writeValueAsBytes(body),
            body == null ? Known.DELETED : hash(body),
            record.line(),
            record.text(),
            earlier == null ? 1 : earlier.rows() + 1);
    chunk.put(key, wanted);
    chunkBytes += wanted.body().length + 2L * wanted.text().length();
    if (chunk.size() == CHUNK || chunkBytes >= CHUNK_BYTES) {
      flush();
    }
  }

  /** Works out what was added last. Gives the number of units. */
  int finish() throws IOException {
    flush();
    if (replaces) {
      // What was replaced may have become larger, or a delete, and its place was with others.
      packer = packer.anew();
      changes.pack(terms.run(), number, packer);
    }
    return packer.units();
  }

  private void flush() throws IOException {
    Map<String, Known> known = ledger.find(terms.flow(), chunk.keySet());
    Map<String, Change> before = changes.find(terms.run(), chunk.keySet());
    Map<Change, Integer> added = new LinkedHashMap<>();
    List<Change> replaced = new ArrayList<>();
    for (Wanted wanted : chunk.values()) {
      Change earlier = before.get(wanted.key());
      Change change = change(wanted, known.get(wanted.key()));
      if (earlier != null) {
        replaced.add(placed(change, wanted).replacing(earlier));
        replaces = true;
      } else if (isNeeded(change, known.get(wanted.key()), wanted.rows())) {
        Change placed = placed(change, wanted);
        note(placed);
        added.put(placed, packer.unitOf(placed));
      }
    }
    changes.add(terms.run(), added, replaced);
    chunk.clear();
    chunkBytes = 0;
  }

  private void note(Change change) {
    List<String> some = first.computeIfAbsent(change.action(), action -> new ArrayList<>());
    if (some.size() < FEW) {
      String action = change.action().name().toLowerCase(Locale.ROOT);
      some.add("%s line %d: %s".formatted(action, change.line(), change.key()));
    }
  }

  /** A few changes of each kind, in words. */
  List<String> first() {
    return first.values().stream().flatMap(List::stream).toList();
  }

  private static Change change(Wanted wanted, Known known) {
    boolean there = known != null && known.isThere();
    Action save = there ? Action.UPDATE : Action.CREATE;
    return new Change(
        0,
        wanted.key(),
        wanted.hash().equals(Known.DELETED) ? Action.DELETE : save,
        there ? known.targetId() : null,
        0,
        wanted.body().length,
        wanted.line(),
        wanted.rows(),
        wanted.hash());
  }

  private boolean isNeeded(Change change, Known known, long rows) {
    boolean deletesNothing =
        change.action() == Action.DELETE && (known == null ? terms.keepsIds() : !known.isThere());
    if (deletesNothing) {
      skipped += rows;
      return false;
    }
    boolean same = known != null && known.hash().equals(change.hash());
    if (same && known.sent().isAfter(terms.staleBefore())) {
      unchanged += rows;
      return false;
    }
    return true;
  }

  private Change placed(Change change, Wanted wanted) throws IOException {
    return new Change(
        ++number,
        change.key(),
        change.action(),
        change.targetId(),
        bodies.add(wanted.body(), wanted.text()),
        change.length(),
        change.line(),
        change.rows(),
        change.hash());
  }

  private String hash(ObjectNode body) throws JsonProcessingException {
    return HexFormat.of().formatHex(digest.digest(SORTED.writeValueAsBytes(body)));
  }

  long skipped() {
    return skipped;
  }

  long unchanged() {
    return unchanged;
  }

  /** When what was sent is sent again though it is the same; null: never. */
  static Instant staleBefore(Instant now, Duration refreshAfter) {
    return refreshAfter.isZero() ? Instant.MIN : now.minus(refreshAfter);
  }
}
