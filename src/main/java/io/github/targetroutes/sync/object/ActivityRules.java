package io.github.targetroutes.sync.object;

import static io.github.targetroutes.sync.object.Fields.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sync.change.BrokenRule;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What the fields of an activity demand, alone and of each other (Admin API specification; limits
 * of the Target documentation). A field that is not there demands nothing.
 */
final class ActivityRules {

  private static final int MAX_TEXT = 250;
  private static final int MAX_EXPERIENCE_NAME = 50;
  private static final int MAX_PRIORITY = 999;

  private static final Set<String> STATES = Set.of("approved", "saved", "deactivated");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd['T'HH[:mm[:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("]]")
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ActivityRules() {}

  static void check(JsonNode activity) throws BrokenRule {
    Fields.text(activity, "name", MAX_TEXT);
    Fields.text(activity, "workspace", MAX_TEXT);
    JsonNode state = activity.path("state");
    require(
        Fields.isBlank(state) || STATES.contains(state.asText()),
        "state",
        "the state is none of approved, saved and deactivated");
    priority(activity.path("priority"));
    schedule(activity);
    references(activity);
  }

  private static void priority(JsonNode priority) throws BrokenRule {
    boolean fine =
        Fields.isBlank(priority)
            || priority.isNumber()
                && priority.canConvertToExactIntegral()
                && priority.canConvertToInt()
                && priority.intValue() >= 0
                && priority.intValue() <= MAX_PRIORITY;
    require(fine, "priority", "the priority is no whole number from 0 to " + MAX_PRIORITY);
  }

  private static void schedule(JsonNode activity) throws BrokenRule {
    OffsetDateTime start = time(activity, "startsAt");
    OffsetDateTime end = time(activity, "endsAt");
    require(
        start == null || end == null || start.isBefore(end),
        "endsAt",
        "the endsAt is not after the startsAt");
  }

  private static OffsetDateTime time(JsonNode activity, String field) throws BrokenRule {
    JsonNode value = activity.path(field);
    if (Fields.isBlank(value)) {
      return null;
    }
    try {
      TemporalAccessor time =
          TIME.parseBest(
              value.asText(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof OffsetDateTime whole) {
        return whole;
      }
      LocalDateTime local =
          time instanceof LocalDateTime both ? both : ((LocalDate) time).atStartOfDay();
      return local.atOffset(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new BrokenRule(field, "the " + field + " is no time such as 2026-12-01T08:00:00+01:00");
    }
  }

  private static void references(JsonNode activity) throws BrokenRule {
    Set<String> options = ids(activity, "options", "optionLocalId");
    Set<String> locations = ids(activity.path("locations"), "mboxes", "locationLocalId");
    for (String id : ids(activity.path("locations"), "selectors", "locationLocalId")) {
      require(locations.add(id), "locations", "the locationLocalId " + id + " is there twice");
    }
    ids(activity, "metrics", "metricLocalId");
    ids(activity, "experiences", "experienceLocalId");
    for (JsonNode experience : activity.path("experiences")) {
      Fields.longest(experience.path("name").asText(), "experiences", MAX_EXPERIENCE_NAME);
      for (JsonNode pair : experience.path("optionLocations")) {
        known(pair, "optionLocalId", options);
        known(pair, "locationLocalId", locations);
      }
    }
  }

  private static Set<String> ids(JsonNode parent, String list, String field) throws BrokenRule {
    Set<String> ids = new HashSet<>();
    for (JsonNode one : parent.path(list)) {
      String id = one.path(field).asText();
      require(!id.isEmpty(), list, "one of the " + list + " has no " + field);
      require(ids.add(id), list, "the " + field + " " + id + " is there twice");
    }
    return ids;
  }

  private static void known(JsonNode pair, String field, Set<String> ids) throws BrokenRule {
    String id = pair.path(field).asText();
    require(
        ids.contains(id),
        "experiences",
        "an experience names the " + field + " " + id + ", which is not there");
  }
}
