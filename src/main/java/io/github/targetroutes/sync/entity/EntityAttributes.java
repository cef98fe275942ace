package io.github.targetroutes.sync.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.change.BrokenRule;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * The attributes of an entity (entity-attributes, custom-entity-attributes; schema Entity). Those
 * that Adobe defines have their types; a custom one is a text, and a list of values is a text with
 * a JSON array in it.
 */
final class EntityAttributes {

  private enum Type {
    TEXT,
    INTEGER,
    DECIMAL
  }

  private static final Map<String, Type> PREDEFINED =
      Map.ofEntries(
          Map.entry("createdAt", Type.TEXT),
          Map.entry("lastUpdatedAt", Type.TEXT),
          Map.entry("brand", Type.TEXT),
          Map.entry("pageUrl", Type.TEXT),
          Map.entry("thumbnailUrl", Type.TEXT),
          Map.entry("message", Type.TEXT),
          Map.entry("inventory", Type.INTEGER),
          Map.entry("value", Type.DECIMAL),
          Map.entry("margin", Type.DECIMAL));

  /** Names that mean something else to Target. */
  private static final Set<String> RESERVED =
      Set.of("id", "name", "categoryId", "categories", "environment", "event.detailsOnly");

  private static final int MAX_TEXT = 15_000;
  private static final int MAX_WIDE_TEXT = 10_000;
  private static final int MAX_VALUES = 500;
  private static final int MAX_VALUE = 100;

  /** The first character that takes three bytes in UTF-8. */
  private static final char WIDE = '\u0800';

  private static final JsonMapper JSON = new JsonMapper();

  static boolean isPredefined(String name) {
    return PREDEFINED.containsKey(name);
  }

  /**
   * Puts an attribute, unless its value is blank.
   *
   * @throws BrokenRule where Target would not take it
   */
  void put(ObjectNode attributes, String name, JsonNode value) throws BrokenRule {
    if (RESERVED.contains(name)) {
      throw new BrokenRule(name, "\"" + name + "\" is reserved and can be no attribute");
    }
    if (value.isNull()
        || value.isMissingNode()
        || value.isValueNode() && value.asText().isBlank()) {
      return;
    }
    switch (PREDEFINED.getOrDefault(name, Type.TEXT)) {
      case INTEGER -> attributes.put(name, integer(name, value));
      case DECIMAL -> attributes.put(name, decimal(name, value));
      default -> attributes.put(name, text(name, value));
    }
  }

  private static long integer(String name, JsonNode value) throws BrokenRule {
    try {
      return new BigDecimal(value.asText().strip()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new BrokenRule(name, name + " is no whole number");
    }
  }

  private static BigDecimal decimal(String name, JsonNode value) throws BrokenRule {
    try {
      return new BigDecimal(value.asText().strip());
    } catch (NumberFormatException e) {
      throw new BrokenRule(name, name + " is no number with a decimal point");
    }
  }

  private static String text(String name, JsonNode value) throws BrokenRule {
    if (value.isObject()) {
      throw new BrokenRule(name, name + " is an object, and Target takes texts and lists");
    }
    String text = value.isArray() ? json(value) : value.asText();
    int limit = text.chars().anyMatch(c -> c >= WIDE) ? MAX_WIDE_TEXT : MAX_TEXT;
    if (text.length() > limit) {
      throw new BrokenRule(name, name + " is longer than " + limit + " characters");
    }
    if (value.isArray()) {
      checkList(name, value);
    }
    return text;
  }

  private static void checkList(String name, JsonNode list) throws BrokenRule {
    if (list.size() > MAX_VALUES) {
      throw new BrokenRule(name, name + " has more than " + MAX_VALUES + " values");
    }
    for (JsonNode value : list) {
      if (!value.isValueNode() || value.getNodeType() != list.get(0).getNodeType()) {
        throw new BrokenRule(name, name + " has values of several types");
      }
      if (value.asText().length() > MAX_VALUE) {
        throw new BrokenRule(
            name, "a value of " + name + " is longer than " + MAX_VALUE + " characters");
      }
    }
  }

  private static String json(JsonNode value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
