package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What the parts of an activity demand of each other (Admin API specification, target-limits). */
final class ActivityRules {

  private ActivityRules() {}

  /**
   * @throws IllegalArgumentException with a sentence that says which part is wrong
   */
  static void check(ObjectNode activity) {
    schedule(activity);
    Set<Long> options = localIds(activity.path("options"), "optionLocalId");
    Set<Long> locations = localIds(activity.at("/locations/mboxes"), "locationLocalId");
    for (long id : localIds(activity.at("/locations/selectors"), "locationLocalId")) {
      require(locations.add(id), "locationLocalId " + id + " is there twice");
    }
    localIds(activity.path("metrics"), "metricLocalId");
    localIds(activity.path("experiences"), "experienceLocalId");
    int percentage = 0;
    for (JsonNode experience : activity.path("experiences")) {
      percentage += experience.path("visitorPercentage").asInt();
      for (JsonNode pair : experience.path("optionLocations")) {
        known(pair, "optionLocalId", options);
        known(pair, "locationLocalId", locations);
      }
    }
    require(percentage <= 100, "visitorPercentage of all experiences must not exceed 100");
  }

  private static void schedule(ObjectNode activity) {
    if (activity.has("startsAt") && activity.has("endsAt")) {
      require(
          Instant.parse(activity.path("startsAt").asText())
              .isBefore(Instant.parse(activity.path("endsAt").asText())),
          "startsAt must be before endsAt");
    }
  }

  private static Set<Long> localIds(JsonNode list, String field) {
    Set<Long> ids = new HashSet<>();
    for (JsonNode one : list) {
      long id = one.path(field).asLong();
      require(ids.add(id), field + " " + id + " is there twice");
    }
    return ids;
  }

  private static void known(JsonNode pair, String field, Set<Long> ids) {
    long id = pair.path(field).asLong();
    require(ids.contains(id), field + " " + id + " of optionLocations is not there");
  }

  private static void require(boolean fine, String rule) {
    if (!fine) {
      throw new IllegalArgumentException(rule);
    }
  }
}
