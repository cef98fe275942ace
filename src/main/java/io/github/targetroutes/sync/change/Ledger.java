package io.github.targetroutes.sync.change;

import static io.github.targetroutes.sync.StateStore.update;
import static io.github.targetroutes.sync.StateStore.updateEach;

import io.github.targetroutes.sync.StateStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * What Target has of each object of a flow, as far as it came from here: a hash of what was sent
 * last, Target's own id, and when. So only the difference is sent, and nothing is created twice.
 *
 * <p>All methods throw a {@link io.github.targetroutes.sync.StateFault} where the state store can't
 * be used.
 */
public final class Ledger {

  /** Stands in the ledger once a listing of Target was taken into it. */
  private static final String LISTING = "";

  private static final String UPDATE =
      "update ledger set hash = ?, target_id = ?, sent = ? where flow = ? and record_key = ?";

  private static final String INSERT =
      "insert into ledger (hash, target_id, sent, flow, record_key) values (?, ?, ?, ?, ?)";

  private Clock clock = Clock.systemUTC();
  private StateStore store;

  /** What is known of some keys; those that are not known are not in the map. */
  Map<String, Known> find(String flow, Collection<String> keys) {
    Map<String, Known> found = new HashMap<>();
    store.queryEach(
        row ->
            found.put(
                row.getString("record_key"),
                new Known(
                    row.getString("hash"),
                    row.getString("target_id"),
                    row.getObject("sent", OffsetDateTime.class).toInstant())),
        "select * from ledger where flow = ? and record_key = ?",
        flow,
        keys);
    return found;
  }

  /** How many objects Target has from this flow. */
  public long count(String flow) {
    return store
        .query(
            row -> row.getLong(1),
            "select count(*) from ledger where flow = ? and hash <> ? and record_key <> ?",
            flow,
            Known.DELETED,
            LISTING)
        .get(0);
  }

  /** Whether a listing of Target was taken in since the ledger began. */
  public boolean isListed(String flow) {
    return find(flow, List.of(LISTING)).containsKey(LISTING);
  }

  /** A whole listing of Target was taken in. */
  public void listed(String flow) {
    store.together(connection -> put(connection, flow, LISTING, Known.LISTED, null));
  }

  /** What is sent next may have been changed by somebody else: a listing comes before it. */
  public void unlisted(String flow) {
    store.update("delete from ledger where flow = ? and record_key = ?", flow, LISTING);
  }

  /**
   * Takes in an object that Target lists. What is known to be there stays as it is known, for
   * another object may have the same name.
   *
   * @param key what the source would call it
   */
  public void adopt(String flow, String key, String targetId) {
    Known known = find(flow, List.of(key)).get(key);
    if (known == null || !known.isThere() || known.targetId() == null) {
      store.together(connection -> put(connection, flow, key, Known.LISTED, targetId));
    }
  }

  /** Target says that it has no such object: somebody else has deleted it. */
  public void gone(String flow, String key) {
    store.together(connection -> put(connection, flow, key, Known.DELETED, null));
  }

  /** Forgets all that is known of a flow: everything is sent anew. */
  public void forget(String flow) {
    store.update("delete from ledger where flow = ?", flow);
  }

  /** Forgets what is known of some objects. */
  void forget(String flow, Collection<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    store.together(
        connection ->
            updateEach(
                connection,
                "delete from ledger where flow = ? and record_key = ?",
                keys.stream().map(key -> new Object[] {flow, key}).toList()));
  }

  /** Forgets what was sent last before a time. */
  void forgetBefore(String flow, Instant time) {
    store.update("delete from ledger where flow = ? and sent < ?", flow, time);
  }

  /** Reads what is known along the order of the keys. */
  LedgerPages pages(String flow) {
    return new LedgerPages(store, flow);
  }

  /**
   * Notes what Target took of some objects without an id of Target's own.
   *
   * @param hashes of what was sent, by the keys
   * @param known those of the keys that the ledger has
   */
  void note(String flow, Map<String, String> hashes, Set<String> known, Instant now) {
    store.together(
        connection -> {
          updateEach(connection, UPDATE, rows(hashes, known::contains, now, flow));
          updateEach(connection, INSERT, rows(hashes, key -> !known.contains(key), now, flow));
        });
  }

  private static List<Object[]> rows(
      Map<String, String> hashes, Predicate<String> which, Instant now, String flow) {
    return hashes.entrySet().stream()
        .filter(one -> which.test(one.getKey()))
        .map(one -> new Object[] {one.getValue(), null, now, flow, one.getKey()})
        .toList();
  }

  /** Notes what was sent, within the transaction that notes that Target took it. */
  void took(Connection connection, String flow, Change change, String targetId)
      throws SQLException {
    boolean deleted = change.action() == Action.DELETE;
    put(
        connection,
        flow,
        change.key(),
        deleted ? Known.DELETED : change.hash(),
        deleted ? null : targetId);
  }

  /**
   * It is not known what of an object came to Target: an answer may have been lost. Whatever the
   * next record of it says is sent, even what was there before.
   */
  void doubt(Connection connection, String flow, String key) throws SQLException {
    update(
        connection,
        "update ledger set hash = ? where flow = ? and record_key = ? and hash <> ?",
        Known.LISTED,
        flow,
        key,
        Known.DELETED);
  }

  private void put(Connection connection, String flow, String key, String hash, String targetId)
      throws SQLException {
    Instant now = clock.instant();
    Object[] row = {hash, targetId, now, flow, key};
    if (update(connection, UPDATE, row) == 0) {
      update(connection, INSERT, row);
    }
  }

  public void setDataSource(DataSource dataSource) {
    this.store = new StateStore(dataSource);
  }

  /** What tells the time; the system's clock by default. */
  public void setClock(Clock clock) {
    this.clock = clock;
  }
}
