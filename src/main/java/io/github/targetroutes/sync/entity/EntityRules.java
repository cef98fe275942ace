package io.github.targetroutes.sync.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.change.BrokenRule;
import io.github.targetroutes.sync.change.Change;
import io.github.targetroutes.sync.change.ObjectRules;
import io.github.targetroutes.sync.change.Unit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the Recommendations API takes as an entity (saveEntities; entity-attributes,
 * custom-entity-attributes and limits of the Target documentation). The names of the mapping are
 * those of Adobe; what is neither {@code name}, {@code categories} nor {@code environment} is an
 * attribute, with or without {@code attributes.} before it. Values that are blank are left out,
 * because Target passes over them.
 */
public final class EntityRules implements ObjectRules {

  /** Characters that need no encoding in an address. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]+");

  private static final int MAX_ID = 1000;
  private static final int MAX_NAME = 250;
  private static final int MAX_CATEGORIES = 1000;
  private static final int MAX_CUSTOM = 100;

  private static final Set<String> TOP = Set.of("id", "name", "categories", "environment");

  private final EntityAttributes attributes = new EntityAttributes();
  private int maxIdLength = MAX_ID;
  private Long environment;

  @Override
  public void checkKey(String key) throws BrokenRule {
    if (!ID.matcher(key).matches()) {
      throw new BrokenRule(
          "id",
          "the id has a character other than letters, digits, '-', '_', '.' and '~', which Target"
              + " does not allow");
    }
    if (key.length() > maxIdLength) {
      throw new BrokenRule("id", "the id is longer than " + maxIdLength + " characters");
    }
  }

  @Override
  public ObjectNode check(String key, ObjectNode mapped) throws BrokenRule {
    checkKey(key);
    ObjectNode entity = mapped.objectNode();
    entity.put("id", key);
    entity.put("name", name(mapped.path("name")));
    entity.set("categories", categories(mapped.path("categories")));
    JsonNode named = mapped.path("environment");
    if (!isBlank(named)) {
      entity.put("environment", number(named));
    } else if (environment != null) {
      entity.put("environment", environment);
    }
    ObjectNode checked = entity.putObject("attributes");
    attributes(mapped, checked);
    long custom = checked.properties().stream().filter(EntityRules::isCustom).count();
    if (custom > MAX_CUSTOM) {
      throw new BrokenRule("", "it has more than " + MAX_CUSTOM + " custom attributes");
    }
    return entity;
  }

  private void attributes(ObjectNode mapped, ObjectNode checked) throws BrokenRule {
    for (Map.Entry<String, JsonNode> field : mapped.properties()) {
      if (field.getKey().equals("attributes") && field.getValue() instanceof ObjectNode given) {
        for (Map.Entry<String, JsonNode> attribute : given.properties()) {
          attributes.put(checked, attribute.getKey(), attribute.getValue());
        }
      } else if (!TOP.contains(field.getKey())) {
        attributes.put(checked, field.getKey(), field.getValue());
      }
    }
  }

  private static boolean isCustom(Map.Entry<String, JsonNode> attribute) {
    return !EntityAttributes.isPredefined(attribute.getKey());
  }

  private static String name(JsonNode value) throws BrokenRule {
    if (isBlank(value)) {
      throw new BrokenRule("name", "it has no name, which Target requires");
    }
    if (value.asText().length() > MAX_NAME) {
      throw new BrokenRule("name", "the name is longer than " + MAX_NAME + " characters");
    }
    return value.asText();
  }

  /** An array, or a text with commas as in a feed file. */
  private static ArrayNode categories(JsonNode value) throws BrokenRule {
    ArrayNode categories = JsonNodeFactory.instance.arrayNode();
    Set<String> seen = new HashSet<>();
    if (value.isArray()) {
      for (JsonNode element : value) {
        category(element.asText(), seen, categories);
      }
    } else {
      for (String element : value.asText("").split(",")) {
        category(element, seen, categories);
      }
    }
    if (categories.isEmpty()) {
      throw new BrokenRule("categories", "it has no category, and Target requires one");
    }
    if (categories.size() > MAX_CATEGORIES) {
      throw new BrokenRule("categories", "it has more than " + MAX_CATEGORIES + " categories");
    }
    return categories;
  }

  private static void category(String text, Set<String> seen, ArrayNode categories)
      throws BrokenRule {
    String category = text.strip();
    if (category.length() > MAX_NAME) {
      throw new BrokenRule("categories", "a category is longer than " + MAX_NAME + " characters");
    }
    if (!category.isEmpty() && seen.add(category)) {
      categories.add(category);
    }
  }

  private static long number(JsonNode value) throws BrokenRule {
    try {
      return Long.parseLong(value.asText().strip());
    } catch (NumberFormatException e) {
      throw new BrokenRule("environment", "the environment is no number");
    }
  }

  private static boolean isBlank(JsonNode value) {
    return value.isMissingNode() || value.isNull() || value.asText().isBlank();
  }

  /**
   * The query of the call that deletes a unit: its ids, and the environment, without which Target
   * would delete them in all environments.
   *
   * @throws ConfigurationException where no environment is configured
   */
  public Map<String, String> deleteQuery(Unit unit) {
    if (environment == null) {
      throw new ConfigurationException(
          "Entities can't be deleted while sync.entities.environment is not set: Target would"
              + " delete them in every environment; set it to the environment's number");
    }
    String ids = unit.changes().stream().map(Change::key).collect(Collectors.joining(","));
    return Map.of("ids", ids, "environment", environment.toString());
  }

  /** Characters of an id at most: 1000, or 50 where purchases are tracked. */
  public void setMaxIdLength(int maxIdLength) {
    this.maxIdLength = maxIdLength;
  }

  /** Number of the environment of entities that name none themselves; empty: Target's default. */
  public void setEnvironment(String environment) {
    try {
      this.environment = environment.isBlank() ? null : Long.valueOf(environment.strip());
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          "sync.entities.environment=" + environment + " must be the number of an environment", e);
    }
  }
}
