package io.github.targetroutes.sync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Finds the value of a column in a record: by its name as it is, or by its path. */
final class ColumnPath {

  private final String column;
  private final String[] path;

  ColumnPath(String column) {
    this.column = column;
    this.path = column.split("\\.", -1);
  }

  String column() {
    return column;
  }

  /** A missing node where there is none, and for a null of JSON. */
  JsonNode in(ObjectNode record) {
    JsonNode found = record.get(column);
    if (found == null && path.length > 1) {
      found = record;
      for (String name : path) {
        found = found.path(name);
      }
    }
    return found == null || found.isNull() ? MissingNode.getInstance() : found;
  }
}
