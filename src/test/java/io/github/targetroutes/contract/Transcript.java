package io.github.targetroutes.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** Calls of one group of operations, in order. */
final class Transcript {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEP = Pattern.compile("([a-z0-9-]+?)(?:\\?(.*?))?(?: -> (\\d+))?");

  private static final Pattern BATCH = Pattern.compile("batchId=([\\w-]+)");

  /**
   * One call.
   *
   * @param query as it stands behind the operation: {@code a=b&c=d}
   * @param status of its answer; 2 stands for any good one
   * @param body null where there is none
   */
  record Step(String operation, String query, int status, String body) {

    boolean isAnsweredBy(int actual) {
      return actual == status || status == 2 && actual / 100 == 2;
    }
  }

  private final List<Step> steps;
  private final Map<String, Object> values;

  private Transcript(List<Step> steps, Map<String, Object> values) {
    this.steps = steps;
    this.values = new HashMap<>(values);
  }

  /** All of a file. */
  @SuppressWarnings("unchecked")
  static List<Transcript> readAll(String resource) {
    try (InputStream in = Transcript.class.getResourceAsStream(resource)) {
      Map<String, Object> file = new Yaml().load(in);
      Map<String, Object> values = (Map<String, Object>) file.remove("values");
      List<Transcript> transcripts = new ArrayList<>();
      for (Object steps : file.values()) {
        transcripts.add(
            new Transcript(((List<?>) steps).stream().map(Transcript::step).toList(), values));
      }
      return transcripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Step step(Object written) {
    if (written instanceof Map<?, ?> withBody) {
      Map.Entry<?, ?> only = withBody.entrySet().iterator().next();
      return step((String) only.getKey(), body(only.getValue()));
    }
    return step((String) written, null);
  }

  private static Step step(String call, String body) {
    Matcher parts = STEP.matcher(call);
    if (!parts.matches()) {
      throw new IllegalArgumentException(call);
    }
    String status = parts.group(3);
    return new Step(
        parts.group(1),
        Objects.requireNonNullElse(parts.group(2), ""),
        status == null ? 2 : Integer.parseInt(status),
        body);
  }

  private static String body(Object body) {
    try {
      return body instanceof String text ? text : JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Step> steps() {
    return steps;
  }

  /** What places in a path are filled from. */
  Map<String, Object> values() {
    return values;
  }

  /** The query values of a step; {@code {x}} in them is one of the values too. */
  Map<String, String> query(Step step) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : step.query().isEmpty() ? new String[0] : step.query().split("&")) {
      String[] parts = pair.split("=", 2);
      String value = parts[1];
      query.put(
          parts[0],
          value.startsWith("{")
              ? values.get(value.substring(1, value.length() - 1)).toString()
              : value);
    }
    return query;
  }

  /** Takes the id of what was made, of JSON or of a batch. */
  void learn(String answer) {
    BATCH.matcher(answer).results().forEach(found -> values.put("batchId", found.group(1)));
    try {
      JsonNode id = JSON.readTree(answer).path("id");
      if (id.isValueNode()) {
        values.put("id", id.isNumber() ? id.asLong() : id.asText());
      }
    } catch (IOException e) {
      // It is no JSON, and tells no id.
    }
  }
}
