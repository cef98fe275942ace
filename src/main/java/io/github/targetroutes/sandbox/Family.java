package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Resources of one list, with one sequence of ids. {@code resources.yaml} describes them all.
 *
 * @param name also the name of the list in its envelope
 * @param recommendations whether it is under {@code /recs} and listed as there
 * @param path of the list
 * @param version of the list's media type
 * @param by the field that tells its kinds apart, or null when there is one kind
 * @param revision its name among revisions, or null when none are kept
 * @param gone the field that becomes {@code deleted}, or null
 * @param keeps field and value of what can't be deleted
 * @param sort fields that sort keys and filters may name
 * @param shows fields of a list entry
 * @param kinds by their value of {@code by}
 * @param seeds what is there from the beginning
 */
record Family(
    String name,
    boolean recommendations,
    String path,
    int version,
    String by,
    String revision,
    String gone,
    Map<String, String> keeps,
    List<String> sort,
    List<String> shows,
    Map<String, Kind> kinds,
    List<ObjectNode> seeds) {

  /**
   * One kind of them.
   *
   * @param name among the counted operations
   * @param path of the API, without the root
   * @param version of its media type
   * @param can create, get, update, patch, delete, list
   * @param patch fields that PATCH changes
   * @param either exactly one of these is demanded
   * @param shows fields of an answer
   * @param fields all its fields
   */
  record Kind(
      String name,
      String path,
      int version,
      List<String> can,
      List<String> patch,
      List<String> either,
      List<String> shows,
      Fields fields) {}

  /** The kind of a stored resource. */
  Kind kind(ObjectNode stored) {
    return by == null ? only() : kinds.get(keyOf(stored));
  }

  /** Whether a stored resource is of this kind. */
  boolean is(ObjectNode stored, Kind kind) {
    return kind(stored) == kind;
  }

  private String keyOf(ObjectNode stored) {
    String value = stored.path(by).asText();
    return kinds.containsKey(value) ? value : value.toLowerCase(java.util.Locale.ROOT);
  }

  private Kind only() {
    return kinds.values().iterator().next();
  }

  /** The field that holds the id. */
  String idField() {
    return kinds.values().iterator().next().fields().rules().entrySet().stream()
        .filter(rule -> rule.getValue().type() == FieldRule.Type.ID)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
