package io.github.targetroutes.ops.status;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.targetroutes.ops.RunReport;
import java.time.Instant;
import java.util.List;

/**
 * How the program stands. Nothing in it is secret.
 *
 * @param profile the settings that it runs with
 * @param node its name among nodes
 * @param started when the program started
 * @param time when this was looked up
 * @param ready whether it can work; false while IMS refuses the credential or the state store is
 *     down
 * @param troubles why it can't, one sentence each
 * @param underWay runs that have not ended
 * @param ended the runs that ended last, the latest first
 * @param letters the dead letters that wait, the latest first; not more than are worth a look
 * @param lettersWaiting how many wait in all
 */
public record Status(
    String profile,
    String node,
    @JsonSerialize(using = ToStringSerializer.class) Instant started,
    @JsonSerialize(using = ToStringSerializer.class) Instant time,
    boolean ready,
    List<String> troubles,
    Token token,
    Quota quota,
    List<Run> underWay,
    List<RunReport> ended,
    List<Letter> letters,
    long lettersWaiting) {

  /**
   * The access token.
   *
   * @param grant how it is got
   * @param fingerprint a short name that gives nothing of it away; null where there is none
   * @param expires null where there is none
   */
  public record Token(
      String grant,
      String fingerprint,
      @JsonSerialize(using = ToStringSerializer.class) Instant issued,
      @JsonSerialize(using = ToStringSerializer.class) Instant expires) {}

  /**
   * Metered calls.
   *
   * @param perMinute how many go out in a minute
   * @param left how many could go out at once
   * @param waiting how many wait
   * @param waitSeconds how long the next one waits
   * @param calls how many were made since the start
   */
  public record Quota(int perMinute, long left, int waiting, long waitSeconds, long calls) {}

  /**
   * A run that has not ended.
   *
   * @param settled records whose outcome is known
   * @param units batches, or objects
   * @param settledUnits those of them whose outcome is known
   * @param atTarget batches that Target has and has not finished
   * @param lagSeconds how long it has had the oldest of these
   */
  public record Run(
      String run,
      String flow,
      @JsonSerialize(using = ToStringSerializer.class) Instant started,
      long read,
      long settled,
      long units,
      long settledUnits,
      long atTarget,
      long lagSeconds,
      long calls) {}

  /** A dead letter, in words. */
  public record Letter(String name, String what, String why, String operation, String time) {}
}
