package io.github.targetroutes.sync.stream;

import io.github.targetroutes.sync.input.Reject;
import java.util.List;

/**
 * What a file of events would become. Always: read = updates + merged + skipped + rejected.
 *
 * @param read events of the file
 * @param updates calls that change a profile: one for each profile, and more where so many others
 *     come between two events of a profile that the first has to go out before the second
 * @param merged events that go out with an earlier one of their profile
 * @param skipped events that the mapping's filter keeps back
 * @param rejected events that break a rule
 * @param first some of the rejects
 */
public record PlannedEvents(
    long read, long updates, long merged, long skipped, long rejected, List<Reject> first) {

  public PlannedEvents {
    first = List.copyOf(first);
  }
}
