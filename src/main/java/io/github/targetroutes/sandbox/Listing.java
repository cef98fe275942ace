package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A list of resources as the Admin API gives it: filter by field, sort, page, envelope
 * (adobe-facts.md C4). A filter is a repeated {@code field=value}; negation and intervals are not
 * known here.
 */
final class Listing {

  private final Call call;
  private final List<String> sortable;
  private final List<String> shown;

  /**
   * @param sortable fields that {@code sortBy} and filters may name
   * @param shown fields that a list entry has
   */
  Listing(Call call, List<String> sortable, List<String> shown) {
    this.call = call;
    this.sortable = sortable;
    this.shown = shown;
  }

  /**
   * @throws IllegalArgumentException with a sentence when a parameter is no good
   */
  ObjectNode of(Resources resources) {
    int limit = number("limit", Integer.MAX_VALUE);
    int offset = number("offset", 0);
    List<ObjectNode> found = resources.all().stream().filter(this::wanted).sorted(order()).toList();
    ObjectNode list =
        Json.object().put("total", found.size()).put("offset", offset).put("limit", limit);
    ArrayNode page = list.putArray(resources.name());
    found.stream().skip(offset).limit(limit).forEach(one -> page.add(one.retain(shown)));
    return list;
  }

  private int number(String name, int otherwise) {
    String text = call.query(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the refusal
    }
    throw new IllegalArgumentException(name + " must be a whole number, 0 or more");
  }

  private boolean wanted(ObjectNode one) {
    return sortable.stream()
        .allMatch(
            field -> {
              List<String> values = call.queries(field);
              return values.isEmpty() || values.contains(one.path(field).asText());
            });
  }

  private Comparator<ObjectNode> order() {
    Comparator<ObjectNode> order = (one, other) -> 0;
    for (String key :
        call.queries("sortBy").stream().flatMap(s -> Arrays.stream(s.split(","))).toList()) {
      boolean descending = key.startsWith("-");
      String field = descending ? key.substring(1) : key;
      if (!sortable.contains(field)) {
        throw new IllegalArgumentException("sortBy must be one of " + sortable);
      }
      Comparator<ObjectNode> next = (one, other) -> compare(one.path(field), other.path(field));
      order = order.thenComparing(descending ? next.reversed() : next);
    }
    return order;
  }

  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? Long.compare(one.asLong(), other.asLong())
        : one.asText().compareTo(other.asText());
  }
}
