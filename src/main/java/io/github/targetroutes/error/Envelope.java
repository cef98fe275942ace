package io.github.targetroutes.error;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What is known of a dead letter, as its JSON file has it; the unit itself lies beside that.
 *
 * @param what the unit, in the operator's words
 * @param why what Target said and what to do
 * @param route the route in which it failed
 * @param operation the operation of Target that was called last
 * @param path the values of its path
 * @param query its query
 * @param attempts how often the unit was sent
 * @param run the run that it belongs to
 * @param time when it was given up
 * @param replay the route that takes it again
 * @param replayOf the dead letter that was put through again and became this one; null for the
 *     first one of a unit
 * @param unit name of the file that holds what was to be sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Envelope(
    String what,
    String why,
    String route,
    String operation,
    Map<String, Object> path,
    Map<String, Object> query,
    int attempts,
    String run,
    String time,
    String replay,
    String replayOf,
    String unit) {

  /** The flow that it belongs to, by the route that takes it again; empty where that is unknown. */
  public String flow() {
    return replay == null
        ? ""
        : replay.replaceFirst("^(sync|export)-", "").replaceFirst("-replay$", "");
  }
}
