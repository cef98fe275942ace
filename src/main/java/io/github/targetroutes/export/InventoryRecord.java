package io.github.targetroutes.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One object of a list, as its line in the inventory.
 *
 * @param id by which it is the same object the next time
 * @param name for people; may be empty
 * @param hash equal for equal contents, in whatever order its fields come
 * @param line its JSON as Adobe gave it
 */
record InventoryRecord(String id, String name, String hash, String line) {

  /** An object has the first of these that it has; hosts and mboxes have no number. */
  private static final List<String> IDS = List.of("id", "offerTemplateId", "name", "token");

  private static final int LONGEST_ID = 500;
  private static final int LONGEST_NAME = 1000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /**
   * @param ignored fields that may differ without a change
   */
  static InventoryRecord of(String line, Set<String> ignored) {
    JsonNode content;
    try {
      content = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A list holds what is no JSON", e);
    }
    String hash = hash(sorted(content, ignored).toString());
    String id =
        Stream.concat(IDS.stream().map(content::path), Stream.of(content))
            .filter(JsonNode::isValueNode)
            .map(JsonNode::asText)
            .filter(text -> !text.isEmpty() && text.length() <= LONGEST_ID)
            .findFirst()
            .orElse(hash);
    String name = content.path("name").asText();
    return new InventoryRecord(
        id, name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name, hash, line);
  }

  private static JsonNode sorted(JsonNode node, Set<String> ignored) {
    if (node.isArray()) {
      ArrayNode sorted = JSON.createArrayNode();
      node.forEach(element -> sorted.add(sorted(element, ignored)));
      return sorted;
    }
    if (node.isObject()) {
      ObjectNode sorted = JSON.createObjectNode();
      node.properties().stream()
          .filter(field -> !ignored.contains(field.getKey()))
          .sorted(Map.Entry.comparingByKey())
          .forEach(field -> sorted.set(field.getKey(), sorted(field.getValue(), ignored)));
      return sorted;
    }
    return node;
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
