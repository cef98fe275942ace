package io.github.targetroutes.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /** The account for people: one line a figure. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Run " + run + " of " + flow + (refused == null ? "" : ": " + refused));
    lines.add(figure("read", read));
    lines.add(
        figure("accepted", accepted)
            + (merged == 0
                ? ""
                : "  (%,d of them merged into another row of the same id)".formatted(merged)));
    lines.add(figure("rejected", rejected));
    lines.add(figure("dead-lettered", deadLettered));
    lines.add(figure("skipped", skipped));
    lines.add(figure("batches", units));
    lines.add(figure("calls", calls));
    lines.add(String.format(Locale.ROOT, "  %-14s%,14.1f", "seconds", seconds()));
    return lines;
  }

  private static String figure(String name, long n) {
    return String.format(Locale.ROOT, "  %-14s%,12d", name, n);
  }
}
