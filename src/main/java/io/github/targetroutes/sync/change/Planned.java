package io.github.targetroutes.sync.change;

import java.util.List;
import java.util.Locale;

/**
 * What a file asks of Target. Always: read = rejected + skipped + unchanged + the records of the
 * creates, updates and deletes.
 *
 * @param read records of the input
 * @param rejected records that broke a rule
 * @param skipped records that the mapping's filter keeps back, or that delete what isn't there
 * @param unchanged records that Target has already as they are
 * @param creates objects that Target does not have yet
 * @param updates objects that Target has otherwise, or long enough to be sent again
 * @param deletes objects that are to go
 * @param units calls that the changes take
 * @param first a few changes of each kind, as {@code create line 2: key}; somebody's data
 */
public record Planned(
    long read,
    long rejected,
    long skipped,
    long unchanged,
    long creates,
    long updates,
    long deletes,
    int units,
    List<String> first) {

  public Planned {
    first = List.copyOf(first);
  }

  /** Objects that are to be sent. */
  long changes() {
    return creates + updates + deletes;
  }

  /** The plan in words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d records read, %,d rejected, %,d skipped, %,d unchanged; %,d to create, %,d to update,"
            + " %,d to delete in %d %s",
        read,
        rejected,
        skipped,
        unchanged,
        creates,
        updates,
        deletes,
        units,
        units == 1 ? "batch" : "batches");
  }
}
