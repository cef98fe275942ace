package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a kind of resource, each with its rule. Rules of inner fields stand under their
 * path: {@code options[].offerId}. What has no rule is not kept at the top, and kept unseen below.
 */
final class Fields {

  /** The id of another resource that a resource holds. */
  record Reference(String family, long id) {}

  @FunctionalInterface
  private interface Visit {
    /** The value is null where the field is not there. */
    JsonNode value(JsonNode value, String where);
  }

  private final Map<String, FieldRule> rules = new LinkedHashMap<>();

  /** These and more; a rule that is there already is replaced. */
  Fields with(JsonNode texts) {
    Fields more = new Fields();
    more.rules.putAll(rules);
    texts
        .properties()
        .forEach(
            text -> more.rules.put(text.getKey(), FieldRuleText.read(text.getValue().asText())));
    return more;
  }

  Map<String, FieldRule> rules() {
    return rules;
  }

  /** The names at the top, in their order. */
  List<String> names() {
    return rules.keySet().stream().filter(path -> !path.matches(".*[.\\[].*")).toList();
  }

  /**
   * What of a body is kept.
   *
   * @param old what is replaced, or null; it gives what the body does not say and that has a
   *     default
   * @throws IllegalArgumentException with a sentence that says which field is wrong
   */
  ObjectNode read(JsonNode body, ObjectNode old, FieldRule.Lookup lookup) {
    if (!body.isObject()) {
      throw new IllegalArgumentException("The body must be an object");
    }
    ObjectNode kept = Json.object();
    for (String name : names()) {
      if (!rules.get(name).type().given()) {
        JsonNode value = said(body, name, old);
        if (value != null) {
          kept.set(name, value);
        }
      }
    }
    rules.forEach((path, rule) -> check(kept, path, rule, lookup));
    return kept;
  }

  private JsonNode said(JsonNode body, String name, ObjectNode old) {
    if (body.hasNonNull(name)) {
      return body.get(name);
    }
    JsonNode otherwise = rules.get(name).value();
    return otherwise != null && old != null && old.has(name) ? old.get(name) : otherwise;
  }

  private static void check(ObjectNode kept, String path, FieldRule rule, FieldRule.Lookup lookup) {
    if (rule.type().given()) {
      return;
    }
    visit(
        kept,
        steps(path),
        0,
        "",
        (value, where) -> {
          if (value == null || value.isNull()) {
            if (rule.required()) {
              throw new IllegalArgumentException(where + " is required");
            }
            return value;
          }
          return rule.checked(value, where, lookup);
        });
  }

  /** All ids of other resources in a resource that has been read. */
  List<Reference> references(ObjectNode kept) {
    List<Reference> found = new ArrayList<>();
    rules.forEach(
        (path, rule) -> {
          if (rule.type() == FieldRule.Type.REF) {
            visit(
                kept,
                steps(path),
                0,
                "",
                (value, where) -> {
                  if (value != null && value.longValue() != 0) {
                    found.add(new Reference(rule.family(), value.longValue()));
                  }
                  return value;
                });
          }
        });
    return found;
  }

  private static String[] steps(String path) {
    return path.replace("[]", ".[]").split("\\.");
  }

  private static void visit(JsonNode in, String[] steps, int step, String where, Visit visit) {
    boolean last = step == steps.length - 1;
    if (steps[step].equals("[]")) {
      if (!in.isArray()) {
        throw new IllegalArgumentException(where + " must be a list");
      }
      ArrayNode list = (ArrayNode) in;
      for (int i = 0; i < list.size(); i++) {
        String here = where + "[" + i + "]";
        if (last) {
          list.set(i, visit.value(list.get(i), here));
        } else {
          visit(list.get(i), steps, step + 1, here, visit);
        }
      }
      return;
    }
    if (!in.isObject()) {
      throw new IllegalArgumentException(where + " must be an object");
    }
    String here = where.isEmpty() ? steps[step] : where + "." + steps[step];
    JsonNode value = in.get(steps[step]);
    if (last) {
      JsonNode kept = visit.value(value, here);
      if (kept != value) {
        ((ObjectNode) in).set(steps[step], kept);
      }
    } else if (value != null && !value.isNull()) {
      visit(value, steps, step + 1, here, visit);
    }
  }
}
