package io.github.targetroutes.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation to be done by {@code target-batch}, as {@code target-call} would do it alone. It
 * can't name headers: what matters of them comes from the batch's own call.
 *
 * @param operation its name in the table, one of the Admin API
 * @param path values of its path; null for none
 * @param query its query values; null for none
 * @param body what is sent with a POST or PUT; null for none
 * @param dependsOn places, in the list of operations, of those that must have been done before;
 *     each before its own; null for none
 */
public record BatchOperation(
    String operation,
    Map<String, ?> path,
    Map<String, ?> query,
    JsonNode body,
    List<Integer> dependsOn) {

  /** Copies the maps and lists. */
  public BatchOperation {
    path = copy(path);
    query = copy(query);
    dependsOn = dependsOn == null ? List.of() : dependsOn.stream().distinct().toList();
  }

  /** One that depends on nothing. */
  public BatchOperation(String operation, Map<String, ?> path, JsonNode body) {
    this(operation, path, null, body, null);
  }

  private static Map<String, ?> copy(Map<String, ?> values) {
    return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * What stands in a path, a query or a body for the id that an earlier operation is answered with
   * (batch, {@code operationIdResponse}). The operation must depend on that one.
   *
   * @param index its place in the list of operations
   */
  public static String idOf(int index) {
    return BatchReferences.of(index);
  }
}
