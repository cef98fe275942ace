package io.github.targetroutes.export;

import static io.github.targetroutes.sync.StateStore.update;
import static io.github.targetroutes.sync.StateStore.updateEach;

import io.github.targetroutes.export.InventoryChange.Change;
import io.github.targetroutes.sync.StateStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last inventory has seen of each object, and what the present one sees, side by side:
 * nothing of the last one is lost until the present one has told what is different. No more than a
 * page of it is in memory.
 *
 * <p>All methods throw a {@link io.github.targetroutes.sync.StateFault} where the state store can't
 * be used.
 */
public final class InventoryLedger {

  /** Rows that are read at once. */
  private static final int PAGE = 500;

  private static final String DIFFERENT =
      "select * from inventory where kind = ? and id > ? and"
          + " (seen <> ? and hash is not null or seen = ? and (hash is null or hash <> new_hash))"
          + " order by id fetch first "
          + PAGE
          + " rows only";

  private ExportStore store;

  /**
   * Takes up what an inventory sees.
   *
   * @return the records that this inventory has not seen before, in their order
   */
  List<InventoryRecord> see(
      Connection connection, String run, String kind, List<InventoryRecord> records)
      throws SQLException {
    Map<String, InventoryRecord> first = new LinkedHashMap<>();
    records.forEach(record -> first.putIfAbsent(record.id(), record));
    Map<String, String> known = seenBy(connection, kind, first.keySet());
    List<InventoryRecord> unseen = new ArrayList<>();
    List<Object[]> inserts = new ArrayList<>();
    List<Object[]> updates = new ArrayList<>();
    for (InventoryRecord record : first.values()) {
      String seen = known.get(record.id());
      if (run.equals(seen)) {
        continue;
      }
      unseen.add(record);
      (seen == null ? inserts : updates)
          .add(new Object[] {record.hash(), record.name(), run, kind, record.id()});
    }
    updateEach(
        connection,
        "insert into inventory (new_hash, new_name, seen, kind, id) values (?, ?, ?, ?, ?)",
        inserts);
    updateEach(
        connection,
        "update inventory set new_hash = ?, new_name = ?, seen = ? where kind = ? and id = ?",
        updates);
    return unseen;
  }

  /** One by one: with a list of ids H2 would read through the whole kind. */
  private static Map<String, String> seenBy(
      Connection connection, String kind, Collection<String> ids) throws SQLException {
    Map<String, String> seen = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement("select seen from inventory where kind = ? and id = ?")) {
      for (String id : ids) {
        StateStore.set(query, kind, id);
        try (ResultSet row = query.executeQuery()) {
          if (row.next()) {
            seen.put(id, row.getString(1));
          }
        }
      }
    }
    return seen;
  }

  /** When the kind was last taken into an inventory; empty where it never was. */
  Optional<Instant> taken(String kind) {
    return store
        .get()
        .query(
            row -> row.getObject(1, OffsetDateTime.class).toInstant(),
            "select taken from inventory_kinds where kind = ?",
            kind)
        .stream()
        .findFirst();
  }

  /**
   * A page of what is different since the last inventory.
   *
   * @param after the id of the last one that was told; empty at the beginning
   */
  List<InventoryChange> different(String run, String kind, String after) {
    return store.get().query(row -> change(run, kind, row), DIFFERENT, kind, after, run, run);
  }

  private static InventoryChange change(String run, String kind, ResultSet row)
      throws SQLException {
    boolean there = run.equals(row.getString("seen"));
    Change change =
        there ? row.getString("hash") == null ? Change.ADDED : Change.CHANGED : Change.REMOVED;
    return new InventoryChange(
        kind, row.getString("id"), change, row.getString(there ? "new_name" : "name"));
  }

  /** How many objects of a kind there were the last time. */
  long before(String kind) {
    return count("hash is not null", kind);
  }

  /** How many of them this inventory has not seen. */
  long removed(String run, String kind) {
    return count("hash is not null and seen <> ?", kind, run);
  }

  private long count(String which, Object... values) {
    return store
        .get()
        .query(
            row -> row.getLong(1),
            "select count(*) from inventory where kind = ? and " + which,
            values)
        .get(0);
  }

  /** What this inventory has seen of a kind becomes what the next one compares with. */
  void settle(String run, String kind, Instant taken) {
    store
        .get()
        .together(
            connection -> {
              update(
                  connection,
                  "update inventory set hash = new_hash, name = new_name where kind = ? and seen ="
                      + " ? and (hash is null or hash <> new_hash or name <> new_name)",
                  kind,
                  run);
              update(connection, "delete from inventory where kind = ? and seen <> ?", kind, run);
              update(connection, "delete from inventory_kinds where kind = ?", kind);
              update(
                  connection,
                  "insert into inventory_kinds (kind, taken) values (?, ?)",
                  kind,
                  taken);
            });
  }

  /** Where it is kept. */
  public void setStore(ExportStore store) {
    this.store = store;
  }
}
