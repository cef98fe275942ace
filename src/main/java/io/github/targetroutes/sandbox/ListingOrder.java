package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;

/**
 * The ids of the resources that a list holds, in its order. A list is mostly read page after page:
 * the ids of the last one are remembered until something changes.
 */
final class ListingOrder {

  /**
   * A key by which a list is sorted.
   *
   * @param field of the resource
   * @param descending greatest first
   */
  record SortKey(String field, boolean descending) {

    Comparator<JsonNode> order() {
      Comparator<JsonNode> order = SortKey::compare;
      return descending ? order.reversed() : order;
    }

    /** Numbers by value, everything else by its text; what is missing is the empty text. */
    private static int compare(JsonNode one, JsonNode other) {
      return one.isNumber() && other.isNumber()
          ? Long.compare(one.asLong(), other.asLong())
          : one.asText().compareTo(other.asText());
    }
  }

  private record Row(long id, JsonNode[] keys) {}

  private record Remembered(long changes, String question, long[] ids) {}

  private final ResourceStore store;
  private volatile Remembered last = new Remembered(-1, "", new long[0]);

  ListingOrder(ResourceStore store) {
    this.store = store;
  }

  /**
   * @param question what tells this list from others
   * @param wanted which resources it holds
   */
  long[] ids(String question, Predicate<ObjectNode> wanted, List<SortKey> keys) {
    Remembered known = last;
    long changes = store.changes();
    if (known.changes() != changes || !known.question().equals(question)) {
      known = new Remembered(changes, question, read(wanted, keys));
      last = known;
    }
    return known.ids();
  }

  private long[] read(Predicate<ObjectNode> wanted, List<SortKey> keys) {
    List<Row> rows = new ArrayList<>();
    Cursor<Long, String> all = store.all();
    while (all.hasNext()) {
      long id = all.next();
      ObjectNode one = Json.read(all.getValue(), ObjectNode.class);
      if (wanted.test(one)) {
        rows.add(
            new Row(id, keys.stream().map(key -> one.path(key.field())).toArray(JsonNode[]::new)));
      }
    }
    Comparator<Row> order = Comparator.comparing(row -> 0);
    for (int i = 0; i < keys.size(); i++) {
      int key = i;
      order = order.thenComparing(row -> row.keys()[key], keys.get(i).order());
    }
    if (!keys.isEmpty()) {
      rows.sort(order);
    }
    return rows.stream().mapToLong(Row::id).toArray();
  }
}
