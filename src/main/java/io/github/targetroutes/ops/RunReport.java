package io.github.targetroutes.ops;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

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
 * @param units batches sent; updates of profiles-stream; files of an export
 * @param calls calls to Target that counted against the quota
 * @param refused why the input as a whole was refused; null where it was not
 * @param rejects the file of the rejected records; null where there are none
 * @param deadLetters the files that tell of dead-lettered records
 */
public record RunReport(
    String run,
    String flow,
    @JsonSerialize(using = ToStringSerializer.class) Instant started,
    @JsonSerialize(using = ToStringSerializer.class) Instant ended,
    long read,
    long accepted,
    long rejected,
    long deadLettered,
    long skipped,
    long merged,
    long units,
    long calls,
    String refused,
    String rejects,
    List<String> deadLetters) {

  private static final Pattern TIME = Pattern.compile("^\\d{8}-\\d{9}-");

  public RunReport {
    deadLetters = List.copyOf(deadLetters);
  }

  /** The input's own name, which is the run's name behind the time of its taking. */
  @JsonProperty
  public String source() {
    return TIME.matcher(run).replaceFirst("");
  }

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
  @JsonIgnore
  public List<String> lines() {
    return AccountText.lines(this);
  }

  /** The account as a text to be mailed, in Markdown. */
  @JsonIgnore
  public String markdown() {
    return AccountText.markdown(this);
  }
}
