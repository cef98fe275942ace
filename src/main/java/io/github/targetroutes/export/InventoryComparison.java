package io.github.targetroutes.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.targetroutes.export.InventoryChange.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is in an inventory, and what is different since the last one; {@code summary.json}.
 *
 * @param run the export's name
 * @param started when it began, in UTC
 * @param kinds those that were asked for
 */
record InventoryComparison(String run, String started, List<Kind> kinds) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .enable(SerializationFeature.INDENT_OUTPUT);
  private static final ObjectMapper LINE =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  /**
   * One kind.
   *
   * @param kind as in {@code offers}
   * @param file of its objects; null where Target refused the list
   * @param records objects in it
   * @param since when the inventory was taken that it is compared with, in UTC; null where this is
   *     the first one, in which nothing is different
   * @param added objects that were not there then
   * @param changed objects with other contents than then
   * @param removed objects that are there no more
   * @param refused why there is no list; null where there is one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Kind(
      String kind,
      String file,
      long records,
      String since,
      long added,
      long changed,
      long removed,
      String refused) {

    private static Kind refused(Refusal refusal) {
      return new Kind(refusal.what(), null, 0, null, 0, 0, 0, refusal.reason());
    }
  }

  /** Compares all kinds, and writes what is different, one object a line. */
  static InventoryComparison write(
      ExportRuns runs, InventoryLedger ledger, String run, OutputStream changes)
      throws IOException {
    List<Kind> kinds = new ArrayList<>();
    for (ExportFile file : runs.given(run)) {
      String since = ledger.taken(file.what()).map(Instant::toString).orElse(null);
      Map<Change, Long> counts = since == null ? Map.of() : changes(ledger, file, changes);
      kinds.add(
          new Kind(
              file.what(),
              file.name().replaceFirst(".*/", ""),
              file.records(),
              since,
              counts.getOrDefault(Change.ADDED, 0L),
              counts.getOrDefault(Change.CHANGED, 0L),
              counts.getOrDefault(Change.REMOVED, 0L),
              null));
    }
    runs.refusals(run).forEach(refusal -> kinds.add(Kind.refused(refusal)));
    return new InventoryComparison(run, runs.started(run).toString(), kinds);
  }

  private static Map<Change, Long> changes(
      InventoryLedger ledger, ExportFile file, OutputStream out) throws IOException {
    Map<Change, Long> counts = new EnumMap<>(Change.class);
    List<InventoryChange> page = ledger.different(file.run(), file.what(), "");
    while (!page.isEmpty()) {
      for (InventoryChange change : page) {
        LINE.writeValue(out, change);
        out.write('\n');
        counts.merge(change.change(), 1L, Long::sum);
      }
      page = ledger.different(file.run(), file.what(), page.get(page.size() - 1).id());
    }
    return counts;
  }

  /** How many objects are different. */
  long different() {
    return kinds.stream().mapToLong(kind -> kind.added + kind.changed + kind.removed).sum();
  }

  void writeTo(OutputStream out) throws IOException {
    JSON.writeValue(out, this);
    out.write('\n');
  }
}
