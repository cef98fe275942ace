package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Faults as JSON, for {@code /sandbox/faults}. Fields: {@code kind} and, where they apply, {@code
 * method, path, pattern, after, times} (a number or {@code "forever"}), {@code carriedOut, status,
 * body} ({@code ims|target|gateway|empty}), {@code code, text} (of that body), {@code retryAfter,
 * duration} (milliseconds as a number, or text such as {@code 30s}), {@code failed, missing},
 * {@code percent, seed} (some of the calls by chance, as {@link Fault#by} says).
 */
final class FaultJson {

  private static final Set<String> FIELDS =
      Set.of(
          "kind",
          "method",
          "path",
          "pattern",
          "after",
          "times",
          "carriedOut",
          "status",
          "body",
          "code",
          "text",
          "retryAfter",
          "duration",
          "failed",
          "missing",
          "percent",
          "seed");

  private FaultJson() {}

  /**
   * @throws IllegalArgumentException with a sentence that says which field is wrong
   */
  static Fault read(JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                    "a fault has no field "
                        + name
                        + "; it has "
                        + FIELDS.stream().sorted().toList());
              }
            });
    Fault fault = ofKind(choice(Fault.Kind.class, "kind", json.path("kind").asText()), json);
    if (json.has("method") || json.has("path")) {
      fault = fault.on(text(json, "method", fault.method()), text(json, "path", fault.path()));
    }
    if (json.has("pattern")) {
      fault = fault.matching(json.get("pattern").asText());
    }
    if (json.path("carriedOut").asBoolean()) {
      fault = fault.butCarriedOut();
    }
    if (json.has("body")) {
      fault = fault.shape(choice(Fault.Shape.class, "body", json.get("body").asText()));
    }
    if (json.has("code") || json.has("text")) {
      fault = fault.saying(json.path("code").asText(), json.path("text").asText());
    }
    if (json.has("retryAfter")) {
      fault = fault.retryAfter(json.get("retryAfter").asText());
    }
    if (json.has("percent")) {
      fault = fault.by(json.path("percent").asDouble(), json.path("seed").asLong());
    }
    JsonNode times = json.path("times");
    return fault
        .after(json.path("after").asInt(0))
        .times(times.asText().equals("forever") ? Fault.FOREVER : times.asInt(1));
  }

  private static Fault ofKind(Fault.Kind kind, JsonNode json) {
    return switch (kind) {
      case STATUS -> Fault.status(status(json));
      case LATENCY -> Fault.latency(duration(json));
      case RESET -> Fault.reset();
      case SILENCE -> Fault.silence();
      case TRUNCATED -> Fault.truncated();
      case HTML -> Fault.html();
      case STUCK -> Fault.stuck();
      case PARTIAL -> Fault.partial(json.path("failed").asInt(), json.path("missing").asInt());
      case SHORT_TOKENS -> Fault.shortTokens(duration(json));
      case REVOKED -> Fault.revoked();
      case CLOCK_SKEW -> Fault.clockSkew(duration(json));
      case CONVERTED_CREDENTIAL -> Fault.convertedCredential();
    };
  }

  static ObjectNode write(Faults.Scripted scripted) {
    Fault fault = scripted.fault();
    ObjectNode json = Json.object().put("kind", lower(fault.kind()));
    put(json, "method", fault.method());
    put(json, "path", fault.path());
    put(json, "pattern", fault.pattern() == null ? null : fault.pattern().pattern());
    put(json, "body", fault.shape() == null ? null : lower(fault.shape()));
    put(json, "code", fault.said() == null ? null : fault.said().code());
    put(json, "text", fault.said() == null ? null : fault.said().text());
    put(json, "retryAfter", fault.retryAfter());
    if (fault.status() != 0) {
      json.put("status", fault.status());
    }
    if (!fault.duration().isZero()) {
      json.put("duration", fault.duration().toMillis());
    }
    if (fault.kind() == Fault.Kind.PARTIAL) {
      json.put("failed", fault.failed()).put("missing", fault.missing());
    }
    if (fault.chance() != null) {
      json.put("percent", fault.chance().percent()).put("seed", fault.chance().seed());
    }
    json.put("after", fault.after());
    if (fault.times() == Fault.FOREVER) {
      json.put("times", "forever");
    } else {
      json.put("times", fault.times());
    }
    return json.put("carriedOut", fault.carriedOut())
        .put("seen", scripted.seen())
        .put("struck", scripted.struck());
  }

  private static void put(ObjectNode json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static String text(JsonNode json, String name, String otherwise) {
    return json.has(name) ? json.get(name).asText() : otherwise;
  }

  private static int status(JsonNode json) {
    int status = json.path("status").asInt();
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("a fault of kind status needs a status from 200 to 599");
    }
    return status;
  }

  private static Duration duration(JsonNode json) {
    JsonNode value = json.path("duration");
    try {
      return value.isNumber() ? Duration.ofMillis(value.asLong()) : Durations.parse(value.asText());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "this kind of fault needs a duration: milliseconds, or text such as 30s", e);
    }
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String field, String text) {
    for (E value : type.getEnumConstants()) {
      if (value.name().replace("_", "").equalsIgnoreCase(text.replaceAll("[-_]", ""))) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "a fault's "
            + field
            + " must be one of "
            + java.util.Arrays.stream(type.getEnumConstants()).map(FaultJson::lower).toList());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
