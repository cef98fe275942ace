package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One operation of a batch call (Admin API specification, batch).
 *
 * @param id 0 to 255
 * @param dependsOn ids of operations that come first
 * @param method of HTTP
 * @param url relative, with its version
 * @param headers by name, whatever the case
 * @param body missing where there is none
 */
record BatchOperation(
    int id,
    List<Integer> dependsOn,
    String method,
    String url,
    Map<String, String> headers,
    JsonNode body) {

  private static final int MOST_OPERATIONS = 256;
  private static final int MOST_DEPENDENCIES = 255;
  private static final int MOST_HEADERS = 50;
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");

  /**
   * The operations of a batch in an order in which each comes after those that it depends on.
   *
   * @throws IllegalArgumentException with a sentence that says why there is no such order
   */
  static List<BatchOperation> read(JsonNode batch) {
    JsonNode list = batch.path("operations");
    require(list.isArray(), "operations is required and must be a list");
    require(
        !list.isEmpty() && list.size() <= MOST_OPERATIONS,
        "operations must have 1.." + MOST_OPERATIONS);
    Map<Integer, BatchOperation> waiting = new LinkedHashMap<>();
    for (JsonNode one : list) {
      BatchOperation operation = readOne(one);
      require(
          waiting.put(operation.id(), operation) == null,
          "operationId " + operation.id() + " is there twice");
    }
    for (BatchOperation operation : waiting.values()) {
      for (int id : operation.dependsOn()) {
        require(
            waiting.containsKey(id),
            "operation " + operation.id() + " depends on " + id + ", which is not there");
      }
    }
    return ordered(waiting);
  }

  private static List<BatchOperation> ordered(Map<Integer, BatchOperation> waiting) {
    List<BatchOperation> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<BatchOperation> next =
          waiting.values().stream()
              .filter(one -> one.dependsOn().stream().noneMatch(waiting::containsKey))
              .toList();
      require(!next.isEmpty(), "operations " + waiting.keySet() + " depend on each other");
      next.forEach(one -> waiting.remove(one.id()));
      ordered.addAll(next);
    }
    return ordered;
  }

  private static BatchOperation readOne(JsonNode one) {
    JsonNode id = one.path("operationId");
    require(
        id.isIntegralNumber() && id.longValue() >= 0 && id.longValue() < MOST_OPERATIONS,
        "operationId is required and must be 0.." + (MOST_OPERATIONS - 1));
    String where = "operation " + id + ": ";
    String method = one.path("method").asText();
    require(METHODS.contains(method), where + "method must be one of " + METHODS);
    String url = one.path("relativeUrl").asText();
    require(url.startsWith("/"), where + "relativeUrl is required and must begin with /");
    JsonNode body = one.path("body");
    require(
        !WITHOUT_BODY.contains(method) || body.isMissingNode() || body.isNull(),
        where + method + " takes no body");
    return new BatchOperation(
        id.intValue(), dependencies(one, where), method, url, headers(one, where), body);
  }

  private static List<Integer> dependencies(JsonNode one, String where) {
    JsonNode list = one.path("dependsOnOperationIds");
    require(list.isArray(), where + "dependsOnOperationIds is required, be it empty");
    require(
        list.size() <= MOST_DEPENDENCIES,
        where + "dependsOnOperationIds must have at most " + MOST_DEPENDENCIES);
    Set<Integer> ids = new HashSet<>();
    for (JsonNode id : list) {
      require(
          id.isIntegralNumber() && ids.add(id.intValue()),
          where + "dependsOnOperationIds must be whole and each there once");
    }
    return List.copyOf(ids);
  }

  private static Map<String, String> headers(JsonNode one, String where) {
    JsonNode list = one.path("headers");
    require(list.isArray(), where + "headers is required, be it empty");
    require(list.size() <= MOST_HEADERS, where + "headers must have at most " + MOST_HEADERS);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (JsonNode header : list) {
      String name = header.path("name").asText();
      require(!name.isEmpty(), where + "a header has no name");
      require(
          headers.put(name, header.path("value").asText()) == null,
          where + "header " + name + " is there twice");
    }
    return headers;
  }

  private static void require(boolean fine, String rule) {
    if (!fine) {
      throw new IllegalArgumentException(rule);
    }
  }
}
