package io.github.targetroutes.sync.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.SourceRecord.Problem;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** What is JSON and still can't be written again, or not as what it was. */
final class JsonRules {

  /** The largest power of ten in the numbers that most readers of JSON know (IEEE 754 double). */
  private static final int MAX_EXPONENT = 308;

  private JsonRules() {}

  static Optional<Problem> problem(ObjectNode record) {
    return in(record, "");
  }

  private static Optional<Problem> in(JsonNode node, String path) {
    if (node.isTextual()) {
      return isWhole(node.textValue())
          ? Optional.empty()
          : Optional.of(new Problem(path, "the text has half of a surrogate pair"));
    }
    if (node.isNumber()) {
      return isInRange(node.decimalValue())
          ? Optional.empty()
          : Optional.of(new Problem(path, "the number is beyond 1e308 or closer to 0 than 1e-308"));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!isWhole(field.getKey())) {
        return Optional.of(new Problem(path, "a name has half of a surrogate pair"));
      }
      String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      Optional<Problem> problem = in(field.getValue(), name);
      if (problem.isPresent()) {
        return problem;
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        Optional<Problem> problem = in(element, path);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether each half of a surrogate pair has its other half. */
  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  private static boolean isInRange(BigDecimal number) {
    long exponent = (long) number.precision() - number.scale() - 1;
    return number.signum() == 0
        ? Math.abs((long) number.scale()) <= MAX_EXPONENT
        : Math.abs(exponent) <= MAX_EXPONENT;
  }
}
