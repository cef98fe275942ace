package io.github.targetroutes.sync.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sync.change.BrokenRule;

/** What is asked of single fields of an object. */
final class Fields {

  private Fields() {}

  static boolean isBlank(JsonNode value) {
    return value.isMissingNode() || value.isNull() || value.isTextual() && value.asText().isBlank();
  }

  /** That the field, where it is there, is a text of no more characters than that. */
  static void text(JsonNode object, String field, int most) throws BrokenRule {
    JsonNode value = object.path(field);
    require(isBlank(value) || value.isTextual(), field, "the " + field + " is no text");
    longest(value.asText(), field, most);
  }

  /** That a text has no more characters than that. */
  static void longest(String text, String field, int most) throws BrokenRule {
    require(
        text.codePointCount(0, text.length()) <= most,
        field,
        "the " + field + " is longer than " + most + " characters");
  }

  /** That the field, where it is there, holds the key, by which the object is found again. */
  static void key(JsonNode object, String field, String key) throws BrokenRule {
    JsonNode value = object.path(field);
    require(
        isBlank(value) || value.asText().strip().equals(key.strip()),
        field,
        "the " + field + " is not the key, by which Target's objects are found again");
  }

  static void require(boolean fine, String field, String otherwise) throws BrokenRule {
    if (!fine) {
      throw new BrokenRule(field, otherwise);
    }
  }
}
