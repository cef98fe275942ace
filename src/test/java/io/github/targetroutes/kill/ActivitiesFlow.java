package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import java.util.List;

/** Activities, found again by their {@code thirdPartyId}; one is changed by several operations. */
final class ActivitiesFlow extends ObjectsFlow {

  private static final int CHANGED = 2;

  ActivitiesFlow() {
    super("activities");
  }

  @Override
  String key() {
    return "thirdPartyId";
  }

  @Override
  void make(OuterSandbox sandbox, String key) {
    sandbox.create("activities/ab", 3, activity(key, 0));
  }

  @Override
  String record(String key, int version) {
    return version == CHANGED
        ? "{\"thirdPartyId\": \"%s\", \"name\": \"Renamed\", \"priority\": 7, \"state\": \"deactivated\"}"
            .formatted(key)
        : activity(key, 0);
  }

  private static String activity(String key, int offer) {
    return """
    {"thirdPartyId": "%s", "type": "ab", "name": "Activity %1$s", "state": "saved", "priority": 5,
     "options": [{"optionLocalId": 0, "name": "Default", "offerId": %d}],
     "locations": {"mboxes": [{"locationLocalId": 0, "name": "hero"}]},
     "experiences": [{"experienceLocalId": 0, "name": "A", "visitorPercentage": 100,
      "optionLocations": [{"locationLocalId": 0, "optionLocalId": 0}]}],
     "metrics": [{"metricLocalId": 32767, "name": "Goal", "engagement": "page_count"}]}\
    """
        .formatted(key, offer)
        .replace("\n", "");
  }

  @Override
  List<String> bad() {
    return List.of(activity("bad", 4711), "{\"thirdPartyId\": \"empty\", \"type\": \"none\"}");
  }

  @Override
  String worst() {
    return "before sync-activities-send: to direct:sync-objects (2)";
  }
}
