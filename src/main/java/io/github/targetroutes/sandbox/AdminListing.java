package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import io.github.targetroutes.sandbox.ListingOrder.SortKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A list as the Admin API gives it: filter by field, sort, page, envelope (Adobe Target API
 * documentation of 2019). A filter is a repeated {@code field=value}; a value may be negated with
 * {@code !}, hold several after commas, and be an interval {@code from/to} for a time.
 */
final class AdminListing extends Listing {

  AdminListing(ResourceStore store) {
    super(store);
  }

  @Override
  ObjectNode of(Call call, Kind kind) {
    int limit = Listing.number(call, "limit", Integer.MAX_VALUE);
    int offset = Listing.number(call, "offset", 0);
    Map<String, List<String>> filters = filters(call);
    List<SortKey> keys = sortKeys(call);
    ObjectNode list = Json.object();
    ArrayNode page = Json.array();
    if (filters.isEmpty() && keys.isEmpty()) {
      int size = store.size();
      list.put("total", size);
      add(page, LongStream.range(offset, end(offset, limit, size)).map(store::idAt));
    } else {
      long[] ids =
          order.ids(
              filters + " " + keys,
              one -> filters.entrySet().stream().allMatch(filter -> passes(one, filter)),
              keys);
      list.put("total", ids.length);
      int end = end(offset, limit, ids.length);
      add(page, offset < end ? Arrays.stream(ids, offset, end) : LongStream.empty());
    }
    list.put("offset", offset).put("limit", limit).set(family.name(), page);
    return list;
  }

  private static int end(int offset, int limit, int size) {
    return (int) Math.min(size, (long) offset + limit);
  }

  private void add(ArrayNode page, LongStream ids) {
    ids.forEach(id -> store.find(id).ifPresent(one -> page.add(one.retain(family.shows()))));
  }

  private Map<String, List<String>> filters(Call call) {
    Map<String, List<String>> filters = new TreeMap<>();
    for (String field : family.sort()) {
      List<String> values = call.queries(field);
      if (!values.isEmpty()) {
        filters.put(field, List.copyOf(values));
      }
    }
    return filters;
  }

  private static boolean passes(ObjectNode one, Map.Entry<String, List<String>> filter) {
    JsonNode value = one.path(filter.getKey());
    List<String> wanted = filter.getValue();
    boolean negative = wanted.stream().allMatch(text -> text.startsWith("!"));
    return negative
        ? wanted.stream().noneMatch(text -> matches(value, text.substring(1)))
        : wanted.stream().anyMatch(text -> matches(value, text));
  }

  private static boolean matches(JsonNode value, String wanted) {
    String text = value.asText();
    if (wanted.equals(text) || Arrays.asList(wanted.split(",")).contains(text)) {
      return true;
    }
    int slash = wanted.indexOf('/');
    return slash > 0 && !text.isEmpty() && within(text, wanted, slash);
  }

  private static boolean within(String time, String interval, int slash) {
    try {
      var at = Times.parse(time);
      return !at.isBefore(Times.parse(interval.substring(0, slash)))
          && at.isBefore(Times.parse(interval.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<SortKey> sortKeys(Call call) {
    return call.queries("sortBy").stream()
        .flatMap(keys -> Arrays.stream(keys.split(",")))
        .map(
            key ->
                key.startsWith("-") ? new SortKey(key.substring(1), true) : new SortKey(key, false))
        .peek(
            key -> {
              if (!family.sort().contains(key.field())) {
                throw new IllegalArgumentException("sortBy must be one of " + family.sort());
              }
            })
        .toList();
  }
}
