package io.github.targetroutes.sync.change;

import io.github.targetroutes.sync.StateStore;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the ledger of a flow along keys that come in their order, page by page, as far as they are
 * asked for: where most of its keys are asked for the pages are large, and small where few are. Not
 * safe for use by several threads.
 */
final class LedgerPages {

  private static final int LEAST = 10;
  private static final int MOST = 2000;

  private record Row(String key, Known known) {}

  private final StateStore store;
  private final String flow;
  private final Map<String, Known> page = new HashMap<>();
  private int size = LEAST;
  private long asked;
  private String from;
  private String to;

  LedgerPages(StateStore store, String flow) {
    this.store = store;
    this.flow = flow;
  }

  /** What is known of some keys; those that are not known are not in the map. */
  Map<String, Known> find(Collection<String> keys) {
    Map<String, Known> found = new HashMap<>();
    for (String key : keys) {
      if (!isRead(key)) {
        read(key);
      }
      asked++;
      Known known = page.get(key);
      if (known != null) {
        found.put(key, known);
      }
    }
    return found;
  }

  private boolean isRead(String key) {
    return from != null && from.compareTo(key) <= 0 && (to == null || key.compareTo(to) <= 0);
  }

  private void read(String key) {
    size = asked * 2 > size ? Math.min(MOST, size * 4) : Math.max(LEAST, size / 4);
    asked = 0;
    List<Row> rows =
        store.query(
            row ->
                new Row(
                    row.getString("record_key"),
                    new Known(
                        row.getString("hash"),
                        null,
                        row.getObject("sent", OffsetDateTime.class).toInstant())),
            "select record_key, hash, sent from ledger where flow = ? and record_key >= ?"
                + " order by flow, record_key fetch first "
                + size
                + " rows only",
            flow,
            key);
    page.clear();
    rows.forEach(row -> page.put(row.key(), row.known()));
    from = key;
    to = rows.size() < size ? null : rows.get(size - 1).key();
  }
}
