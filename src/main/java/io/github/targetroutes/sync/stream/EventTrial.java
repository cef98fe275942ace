package io.github.targetroutes.sync.stream;

import io.github.targetroutes.sync.input.Reject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts what events become, as if they were taken in faster than updates go out: when as many
 * updates wait as may, the oldest has to go before there is room for another one.
 */
final class EventTrial {

  private static final int FEW = 3;

  private final long maxWaiting;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final List<Reject> first = new ArrayList<>();
  private long updates;
  private long merged;
  private long skipped;
  private long rejected;

  EventTrial(long maxWaiting) {
    this.maxWaiting = maxWaiting;
  }

  void add(Intake intake) {
    intake.events().forEach(event -> add(event.update().id()));
    skipped += intake.skipped();
    List<Reject> rejects = intake.rejectsWith(List.of());
    rejected += rejects.size();
    rejects.stream().limit(FEW - first.size()).forEach(first::add);
  }

  private void add(String id) {
    if (waiting.contains(id)) {
      merged++;
      return;
    }
    if (waiting.size() >= maxWaiting) {
      waiting.remove(waiting.iterator().next());
    }
    waiting.add(id);
    updates++;
  }

  PlannedEvents planned() {
    return new PlannedEvents(
        updates + merged + skipped + rejected, updates, merged, skipped, rejected, first);
  }
}
