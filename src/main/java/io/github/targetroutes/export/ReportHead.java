package io.github.targetroutes.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * What a report says about itself: the names that its rows refer to.
 *
 * @param activity name of the activity; empty where Target does not say it
 * @param experiences names of the experiences by their local ids
 * @param metric local id of the metric that conversions are counted by; null where there is none,
 *     or more than one
 * @param metricName its name; empty where Target does not say it
 */
record ReportHead(String activity, Map<Long, String> experiences, Long metric, String metricName) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads it, passing over the rows. */
  static ReportHead read(InputStream report) throws IOException {
    JsonNode parameters = JSON.createObjectNode();
    JsonNode activity = JSON.createObjectNode();
    JsonFactory factory = JSON.getFactory();
    try (JsonParser parser = factory.createParser(report)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return of(parameters, activity);
      }
      for (String field; (field = parser.nextFieldName()) != null; ) {
        parser.nextToken();
        switch (field) {
          case "reportParameters" -> parameters = parser.readValueAsTree();
          case "activity" -> activity = parser.readValueAsTree();
          default -> parser.skipChildren();
        }
      }
    }
    return of(parameters, activity);
  }

  private static ReportHead of(JsonNode parameters, JsonNode activity) {
    Map<Long, String> experiences = new HashMap<>();
    for (JsonNode experience : activity.path("experiences")) {
      experiences.put(
          experience.path("experienceLocalId").asLong(), experience.path("name").asText());
    }
    JsonNode metrics = parameters.path("conversionMetricLocalIds");
    Long metric = metrics.size() == 1 ? metrics.get(0).asLong() : null;
    String name = "";
    for (JsonNode one : activity.path("metrics")) {
      if (metric != null && one.path("metricLocalId").asLong(-1) == metric) {
        name = one.path("name").asText();
      }
    }
    return new ReportHead(activity.path("name").asText(), experiences, metric, name);
  }
}
