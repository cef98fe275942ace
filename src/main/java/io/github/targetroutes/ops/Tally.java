package io.github.targetroutes.ops;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the accounts of this program's runs add up to, by flow, since its start. */
public final class Tally {

  /**
   * The sums of one flow, in records.
   *
   * @param lost share of the records of the last run that were sent and that Target did not take,
   *     from 0 to 1
   */
  public record Sums(long accepted, long rejected, long deadLettered, long skipped, double lost) {

    private static final Sums NONE = new Sums(0, 0, 0, 0, 0);

    private Sums plus(RunReport report) {
      long sent = report.accepted() + report.deadLettered();
      return new Sums(
          accepted + report.accepted(),
          rejected + report.rejected(),
          deadLettered + report.deadLettered(),
          skipped + report.skipped(),
          sent == 0 ? 0 : (double) report.deadLettered() / sent);
    }
  }

  private final Map<String, Sums> flows = new TreeMap<>();

  /** Takes up the outcome of a run. */
  public synchronized void note(RunReport report) {
    flows.put(report.flow(), of(report.flow()).plus(report));
  }

  /** The sums of a flow; all 0 where none of its runs has ended. */
  public synchronized Sums of(String flow) {
    return flows.getOrDefault(flow, Sums.NONE);
  }

  /** The flows of which a run has ended. */
  public synchronized Set<String> flows() {
    return Set.copyOf(flows.keySet());
  }
}
