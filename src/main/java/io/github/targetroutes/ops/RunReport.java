package io.github.targetroutes.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The account of one run. Every record that was read is in exactly one of accepted, rejected,
 * dead-lettered and skipped.
 *
 * @param run the run's name
 * @param flow the flow's name
 * @param started when the run began, across restarts
 * @param ended when the report was made
 * @param read records in the input
 * @param accepted records that Target has taken
 * @param rejected records that broke a rule and were not sent
 * @param deadLettered records that were sent and that Target did not take
 * @param skipped records that did not need to be sent
 * @param merged of the accepted records, those that went out together with another one of their id
 * @param units batches or objects sent
 * @param calls calls to Target that counted against the quota
 * @param refused why the input as a whole was refused; null where it was not
 */
public record RunReport(
    String run,
    String flow,
    Instant started,
    Instant ended,
    long read,
    long accepted,
    long rejected,
    long deadLettered,
    long skipped,
    long merged,
    long units,
    long calls,
    String refused) {

  /** Whether every record is accounted for. */
  @JsonProperty
  public boolean complete() {
    return read == accepted + rejected + deadLettered + skipped;
  }

  /** Seconds from start to end. */
  @JsonProperty
  public double seconds() {
    return Duration.between(started, ended).toMillis() / 1000.0;
  }

  /** 0 where all is done, 1 where records were rejected, dead-lettered or the input refused. */
  public int exitCode() {
    return refused == null && rejected == 0 && deadLettered == 0 && complete() ? 0 : 1;
  }

  /** The account as a table for people. */
  public String table() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("read", number(read));
    rows.put(
        "accepted",
        number(accepted)
            + (merged > 0
                ? "   (" + number(merged) + " of them merged into another row of the same id)"
                : ""));
    rows.put("rejected", number(rejected));
    rows.put("dead-lettered", number(deadLettered));
    rows.put("skipped", number(skipped));
    rows.put("batches", number(units));
    rows.put("calls", number(calls));
    rows.put("seconds", String.format("%,14.1f", seconds()));
    StringBuilder table = new StringBuilder();
    rows.forEach((name, value) -> table.append(String.format("%n  %-14s%s", name, value)));
    return table.toString();
  }

  private static String number(long n) {
    return String.format("%,12d", n);
  }
}
