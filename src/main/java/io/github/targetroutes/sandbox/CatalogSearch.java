package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A search of the catalogue (Recommendations API specification, entities), simple or compound. */
final class CatalogSearch {

  private static final int MOST = 500;
  private static final Set<String> ORDERS = Set.of("lt", "le", "eq", "ge", "gt");
  private static final Set<String> TEXTS =
      Set.of("contains", "notcontains", "startswith", "endswith");

  private final int start;
  private final int limit;
  private final List<String> shown;
  private final Predicate<ObjectNode> wanted;

  /**
   * @throws IllegalArgumentException with a sentence that says what is wrong with the search
   */
  CatalogSearch(JsonNode search) {
    JsonNode meta = search.path("meta");
    start = meta.path("start").asInt(1);
    limit = meta.path("limit").asInt(10);
    require(start >= 1, "meta.start must be at least 1");
    require(limit >= 0 && limit <= MOST, "meta.limit must be 0.." + MOST);
    shown = texts(meta.path("displayFields"));
    wanted = query(search.path("query"));
  }

  /** The hits among these items; the time it took is for the caller to add. */
  ObjectNode of(Iterator<ObjectNode> items) {
    ObjectNode result = Json.object().put("start", start);
    ArrayNode hits = result.putArray("hits");
    int found = 0;
    while (items.hasNext() && hits.size() < limit) {
      ObjectNode item = items.next();
      if (wanted.test(item) && ++found >= start) {
        hits.add(hit(item));
      }
    }
    return result;
  }

  private ObjectNode hit(ObjectNode item) {
    ObjectNode hit = Json.object();
    hit.set("category", EntityStore.categories(item));
    for (String field : shown) {
      JsonNode value =
          item.hasNonNull(field) ? item.get(field) : item.path("attributes").get(field);
      if (value != null) {
        hit.set(field, value);
      }
    }
    return hit;
  }

  private static Predicate<ObjectNode> query(JsonNode query) {
    return switch (query.path("type").asText()) {
      case "simple" -> simple(query);
      case "compound" -> compound(query);
      default -> throw new IllegalArgumentException("query.type must be simple or compound");
    };
  }

  private static Predicate<ObjectNode> compound(JsonNode query) {
    require(query.path("filters").isArray(), "query.filters is required and must be a list");
    String join = query.path("joinOperator").asText("AND");
    require(join.equals("AND") || join.equals("OR"), "joinOperator must be AND or OR");
    List<Predicate<ObjectNode>> filters =
        StreamSupport.stream(query.path("filters").spliterator(), false)
            .map(CatalogSearch::query)
            .toList();
    return join.equals("AND")
        ? item -> filters.stream().allMatch(filter -> filter.test(item))
        : item -> filters.stream().anyMatch(filter -> filter.test(item));
  }

  private static Predicate<ObjectNode> simple(JsonNode query) {
    List<String> fields = texts(query.path("queryFields"));
    String operator = query.path("operator").asText("eq");
    JsonNode match = query.path("matchValue");
    return switch (operator) {
      case "present" -> item -> fields.stream().anyMatch(field -> !values(item, field).isEmpty());
      case "absent" -> item -> fields.stream().allMatch(field -> values(item, field).isEmpty());
      case "ne" -> matching(fields, "eq", match).negate();
      case "notcontains" -> matching(fields, "contains", match).negate();
      default -> matching(fields, operator, match);
    };
  }

  private static Predicate<ObjectNode> matching(
      List<String> fields, String operator, JsonNode match) {
    require(
        ORDERS.contains(operator) || (TEXTS.contains(operator) && match.isTextual()),
        "operator " + operator + " does not go with this matchValue");
    require(match.isValueNode() && !match.isNull(), "matchValue is required");
    return item ->
        fields.stream()
            .flatMap(field -> values(item, field).stream())
            .anyMatch(value -> matches(value, operator, match));
  }

  private static boolean matches(String value, String operator, JsonNode match) {
    String text = match.asText();
    switch (operator) {
      case "contains":
        return value.contains(text);
      case "startswith":
        return value.startsWith(text);
      case "endswith":
        return value.endsWith(text);
      default:
        Integer order = order(value, match);
        return order != null && fits(order, operator);
    }
  }

  private static boolean fits(int order, String operator) {
    return switch (operator) {
      case "lt" -> order < 0;
      case "le" -> order <= 0;
      case "ge" -> order >= 0;
      case "gt" -> order > 0;
      default -> order == 0;
    };
  }

  private static Integer order(String value, JsonNode match) {
    if (!match.isNumber()) {
      return value.compareTo(match.asText());
    }
    try {
      return Double.compare(Double.parseDouble(value), match.doubleValue());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** All values of a field, those of a multi-value attribute one by one. */
  private static List<String> values(ObjectNode item, String field) {
    JsonNode value =
        switch (field) {
          case "category", "categoryId", "categories" -> EntityStore.categories(item);
          case "id", "name", "environment" -> item.get(field);
          default -> item.path("attributes").path(field);
        };
    List<String> values = new ArrayList<>();
    ArrayNode list = value.isTextual() ? EntityRules.list(value.textValue()) : null;
    if (list != null || value.isArray()) {
      (list == null ? value : list).forEach(one -> values.add(one.asText()));
    } else if (!value.isMissingNode()) {
      values.add(value.asText());
    }
    return values;
  }

  private static List<String> texts(JsonNode list) {
    return list.isArray()
        ? StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList()
        : List.of("id");
  }

  private static void require(boolean fine, String rule) {
    if (!fine) {
      throw new IllegalArgumentException(rule);
    }
  }
}
