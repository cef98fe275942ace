package io.github.targetroutes.sync.change;

import static io.github.targetroutes.sync.StateStore.update;

import io.github.targetroutes.sync.StateStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private void put(Connection connection, String flow, String key, String hash, String targetId)
      throws SQLException {
    Instant now = clock.instant();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update ledger set hash = ?, target_id = ?, sent = ? where flow = ? and record_key"
                + " = ?")) {
      StateStore.set(statement, hash, targetId, now, flow, key);
      if (statement.executeUpdate() > 0) {
        return;
      }
    }
    update(
        connection,
        "insert into ledger (flow, record_key, hash, target_id, sent) values (?, ?, ?, ?, ?)",
        flow,
        key,
        hash,
        targetId,
        now);
  }

  public void setDataSource(DataSource dataSource) {
    this.store = new StateStore(dataSource);
  }

  /** What tells the time; the system's clock by default. */
  public void setClock(Clock clock) {
    this.clock = clock;
  }
}
