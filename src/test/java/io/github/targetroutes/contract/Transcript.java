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

/**
 * Calls of one group of operations, in order. A text {@code {operation/field}} in them stands for a
 * field of that operation's last answer, {@code {name}} for a value.
 */
final class Transcript {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEP = Pattern.compile("([a-z0-9-]+?)(?:\\?(.*?))?(?: -> (\\d+))?");
  private static final Pattern PLACE = Pattern.compile("\\{([\\w-]+)(/[\\w/]+)?}");
  private static final Pattern BATCH = Pattern.compile("batchId=([\\w-]+)");

  /** Sets values instead of making a call. */
  private static final String WITH = "with";

  /**
   * One call.
   *
   * @param query as it stands behind the operation: {@code a=b&c=d}
   * @param status of its answer; 2 stands for any good one
   * @param body null where there is none
   */
  record Step(String operation, String query, int status, Object body) {

    boolean isCall() {
      return !operation.equals(WITH);
    }

    boolean isAnsweredBy(int actual) {
      return actual == status || status == 2 && actual / 100 == 2;
    }
  }

  private final List<Step> steps;
  private final Map<String, Object> values;
  private final Map<String, JsonNode> answers = new HashMap<>();

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
      return step((String) only.getKey(), only.getValue());
    }
    return step((String) written, null);
  }

  private static Step step(String call, Object body) {
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

  List<Step> steps() {
    return steps;
  }

  /** What places in a path are filled from. */
  Map<String, Object> values() {
    return values;
  }

  /** The values of a step that makes no call are those of the next ones. */
  void set(Step step) {
    ((Map<?, ?>) step.body()).forEach((name, value) -> values.put((String) name, filled(value)));
  }

  Map<String, Object> query(Step step) {
    Map<String, Object> query = new LinkedHashMap<>();
    for (String pair : step.query().isEmpty() ? new String[0] : step.query().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], filled(parts[1]));
    }
    return query;
  }

  /** A text as it is, else JSON; null where there is none. */
  String body(Step step) {
    try {
      return step.body() == null || step.body() instanceof String
          ? (String) step.body()
          : JSON.writeValueAsString(filled(step.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object filled(Object written) {
    if (written instanceof Map<?, ?> fields) {
      Map<Object, Object> filled = new LinkedHashMap<>();
      fields.forEach((name, value) -> filled.put(name, filled(value)));
      return filled;
    }
    if (written instanceof List<?> list) {
      return list.stream().map(this::filled).toList();
    }
    Matcher place = PLACE.matcher(String.valueOf(written));
    return place.matches() ? value(place.group(1), place.group(2)) : written;
  }

  /** What is not known, because the call before it is not served, is 1. */
  private Object value(String name, String field) {
    if (field == null) {
      return values.getOrDefault(name, 1);
    }
    JsonNode value = answers.getOrDefault(name, JSON.nullNode()).at(field);
    return value.isNumber() ? value.asLong() : value.isTextual() ? value.asText() : (Object) 1;
  }

  /** Keeps an answer; the id in it is the next calls' id. */
  void learn(Step step, String answer) {
    BATCH.matcher(answer).results().forEach(found -> values.put("batchId", found.group(1)));
    try {
      answers.put(step.operation(), JSON.readTree(answer));
      if (!answers.get(step.operation()).path("id").isMissingNode()) {
        values.put("id", value(step.operation(), "/id"));
      }
    } catch (IOException e) {
      // It is no JSON, and tells no id.
    }
  }
}
