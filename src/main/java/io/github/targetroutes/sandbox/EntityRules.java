package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Recommendations demands of an item of the catalogue (Recommendations API specification,
 * entities; entity-attributes).
 */
final class EntityRules {

  /** Why an item is not taken; Target gives this without the item's id. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;
    private final String key;

    private Rejected(String key, String text) {
      super(text);
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  private static final int LONGEST_ID = 1000;
  private static final int LONGEST_NAME = 250;
  private static final int MOST_CATEGORIES = 1000;
  private static final int MOST_CUSTOM = 100;
  private static final int LONGEST_VALUE = 15_000;
  private static final int MOST_VALUES = 500;
  private static final int LONGEST_OF_VALUES = 100;

  /** Characters that need no percent encoding. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-_.!~*'()]+");

  private static final Set<String> DECIMAL = Set.of("value", "margin");
  private static final Set<String> TEXT = Set.of("brand", "message", "pageUrl", "thumbnailUrl");

  /** Told elsewhere in the item, or by Target itself. */
  private static final Set<String> IGNORED = Set.of("environment", "createdAt", "lastUpdatedAt");

  private static final Set<String> RESERVED = Set.of("id", "name", "categoryId", "categories");

  private EntityRules() {}

  /**
   * The item as it is kept; empty values are left out.
   *
   * @throws Rejected when it is not taken
   */
  static ObjectNode read(JsonNode entity) throws Rejected {
    ObjectNode kept = Json.object();
    kept.put("id", id(entity.path("id"))).put("name", name(entity.path("name")));
    kept.set("categories", categories(entity.path("categories")));
    ObjectNode attributes = kept.putObject("attributes");
    JsonNode sent = entity.path("attributes");
    demand(sent.isMissingNode() || sent.isNull() || sent.isObject(), "attributes", "an object");
    int custom = 0;
    for (Map.Entry<String, JsonNode> attribute : sent.properties()) {
      if (!IGNORED.contains(attribute.getKey())) {
        JsonNode value = value(attribute.getKey(), attribute.getValue());
        if (value != null) {
          attributes.set(attribute.getKey(), value);
          custom += isCustom(attribute.getKey()) ? 1 : 0;
        }
      }
    }
    demand(custom <= MOST_CUSTOM, "attributes", "at most " + MOST_CUSTOM + " custom ones");
    return kept;
  }

  private static boolean isCustom(String name) {
    return !DECIMAL.contains(name) && !TEXT.contains(name) && !name.equals("inventory");
  }

  private static String id(JsonNode id) throws Rejected {
    demand(id.isTextual() && !id.textValue().isBlank(), "id", "there");
    demand(id.textValue().length() <= LONGEST_ID, "id", "at most " + LONGEST_ID + " characters");
    demand(
        ID.matcher(id.textValue()).matches(),
        "id",
        "free of spaces and of characters that need URL encoding");
    return id.textValue();
  }

  private static String name(JsonNode name) throws Rejected {
    demand(name.isTextual() && !name.textValue().isBlank(), "name", "there");
    demand(
        name.textValue().length() <= LONGEST_NAME,
        "name",
        "at most " + LONGEST_NAME + " characters");
    return name.textValue();
  }

  private static ArrayNode categories(JsonNode list) throws Rejected {
    demand(
        list.isArray() && !list.isEmpty() && list.size() <= MOST_CATEGORIES,
        "categories",
        "1 to " + MOST_CATEGORIES);
    Set<String> seen = new HashSet<>();
    for (JsonNode one : list) {
      demand(
          one.isTextual() && !one.textValue().isBlank() && one.textValue().length() <= LONGEST_NAME,
          "categories",
          "texts of 1 to " + LONGEST_NAME + " characters");
      demand(seen.add(one.textValue()), "categories", "each there once");
    }
    return (ArrayNode) list;
  }

  /** The value as it is kept, or null when it is empty. */
  private static JsonNode value(String name, JsonNode value) throws Rejected {
    demand(!RESERVED.contains(name), "attributes." + name, "no attribute: the name is Target's");
    demand(!value.isContainerNode(), "attributes." + name, "text; a list goes as JSON in a text");
    String text = value.isNull() ? "" : value.asText();
    if (text.isBlank()) {
      return null;
    }
    if (name.equals("inventory") || DECIMAL.contains(name)) {
      return number(name, text);
    }
    demand(
        text.length() <= LONGEST_VALUE,
        "attributes." + (isCustom(name) ? "custom" : name),
        "at most " + LONGEST_VALUE + " characters");
    ArrayNode list = list(text);
    if (isCustom(name) && list != null) {
      demand(list.size() <= MOST_VALUES, "attributes.custom", "at most " + MOST_VALUES + " values");
      for (JsonNode one : list) {
        demand(
            one.asText().length() <= LONGEST_OF_VALUES,
            "attributes.custom",
            "values of at most " + LONGEST_OF_VALUES + " characters");
        demand(
            one.getNodeType() == list.get(0).getNodeType(),
            "attributes.custom",
            "values of one type");
      }
      if (list.isEmpty()) {
        return null;
      }
    }
    return Json.node(text);
  }

  private static JsonNode number(String name, String text) throws Rejected {
    try {
      return name.equals("inventory")
          ? Json.node(Long.parseLong(text))
          : Json.node(new BigDecimal(text).doubleValue());
    } catch (NumberFormatException e) {
      throw new Rejected(
          "invalid.attributes." + name,
          "attributes."
              + name
              + (name.equals("inventory")
                  ? " must be a whole number"
                  : " must be a number with a decimal point"));
    }
  }

  /** The values of a multi-value attribute; null when the text is a single value. */
  static ArrayNode list(String text) {
    if (!text.startsWith("[")) {
      return null;
    }
    try {
      JsonNode json = Json.read(Codes.utf8(text));
      for (JsonNode one : json) {
        if (one.isContainerNode()) {
          return null;
        }
      }
      return json instanceof ArrayNode list ? list : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static void demand(boolean fine, String field, String rule) throws Rejected {
    if (!fine) {
      throw new Rejected("invalid." + field, field + " must be " + rule);
    }
  }
}
