package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code {operationIdResponse:n}} stands for: the id that operation n, a POST, was answered
 * with. Only an operation that was waited for may be referred to, for others run in any order.
 *
 * @param ids by operation
 * @param earlier operations that came first in any case
 */
record OperationReferences(Map<Integer, Long> ids, Set<Integer> earlier) {

  private static final Pattern REFERENCE = Pattern.compile("\\{operationIdResponse:(\\d{1,3})}");

  /**
   * @throws IllegalArgumentException when a reference leads nowhere
   */
  String resolve(String text) {
    return REFERENCE.matcher(text).replaceAll(found -> Long.toString(id(found)));
  }

  /** The same for a body, which may not be there; a text that is nothing else becomes a number. */
  JsonNode resolve(JsonNode body) {
    if (body.isMissingNode() || body.isNull()) {
      return Json.object();
    }
    JsonNode copy = body.deepCopy();
    return resolved(copy);
  }

  private JsonNode resolved(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(resolved(field.getValue())));
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, resolved(list.get(i)));
      }
    } else if (node.isTextual()) {
      Matcher whole = REFERENCE.matcher(node.textValue());
      return whole.matches() ? Json.node(id(whole)) : Json.node(resolve(node.textValue()));
    }
    return node;
  }

  private long id(MatchResult found) {
    int operation = Integer.parseInt(found.group(1));
    if (!earlier.contains(operation)) {
      throw new IllegalArgumentException(
          "refers to operation " + operation + " without depending on it");
    }
    Long id = ids.get(operation);
    if (id == null) {
      throw new IllegalArgumentException(
          "refers to operation " + operation + ", which was answered with no id");
    }
    return id;
  }
}
