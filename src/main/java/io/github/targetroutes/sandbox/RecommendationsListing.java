package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import io.github.targetroutes.sandbox.ListingOrder.SortKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A list as the Recommendations API gives it (Recommendations API specification): {@code total} is
 * the number returned; some lists take {@code orderby} and {@code name} (contains, whatever the
 * case).
 */
final class RecommendationsListing extends Listing {

  RecommendationsListing(ResourceStore store) {
    super(store);
  }

  @Override
  ObjectNode of(Call call, Kind kind) {
    int limit = Listing.number(call, "limit", Integer.MAX_VALUE);
    int offset = Listing.number(call, "offset", 0);
    boolean sortable = kind == null && !family.sort().isEmpty();
    List<SortKey> keys = sortable ? sortKeys(call) : List.of();
    String name = sortable ? call.query("name") : null;
    String part = name == null ? "" : name.toLowerCase(Locale.ROOT);
    long[] ids =
        order.ids(
            (kind == null ? "" : kind.name()) + " " + part + " " + keys,
            one ->
                (kind == null || family.is(one, kind))
                    && one.path("name").asText().toLowerCase(Locale.ROOT).contains(part),
            keys);
    ArrayNode page = Json.array();
    Arrays.stream(ids)
        .skip(offset)
        .limit(limit)
        .forEach(
            id -> store.find(id).ifPresent(one -> page.add(one.retain(family.kind(one).shows()))));
    if ("false".equals(call.query("includeScript"))) {
      page.forEach(one -> ((ObjectNode) one).remove("script"));
    }
    ObjectNode list = Json.object();
    list.put("offset", offset).put("limit", limit).put("total", page.size()).set("list", page);
    return list;
  }

  /** A plus sign that is not percent-encoded arrives as a space. */
  private List<SortKey> sortKeys(Call call) {
    String orderby = call.query("orderby");
    if (orderby == null) {
      return List.of();
    }
    String field = orderby.replaceFirst("^[-+ ]", "");
    if (!family.sort().contains(field)) {
      throw new IllegalArgumentException("orderby must be one of " + family.sort());
    }
    return List.of(new SortKey(field, orderby.startsWith("-")));
  }
}
