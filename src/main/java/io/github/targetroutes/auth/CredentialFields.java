package io.github.targetroutes.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a credential, whatever file they stand in: each has the texts that stand there.
 * Blank ones count as missing.
 */
final class CredentialFields {

  /** Where a program puts what it finds in a variable. */
  private static final String PLACEHOLDER = "{{";

  private final String source;
  private final Map<String, List<String>> texts = new HashMap<>();

  /**
   * @param source names the file in messages
   */
  CredentialFields(String source) {
    this.source = source;
  }

  static CredentialFields of(JsonNode object, String source) {
    CredentialFields fields = new CredentialFields(source);
    object.properties().forEach(field -> fields.add(field.getKey(), field.getValue()));
    return fields;
  }

  void add(String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> add(name, element));
    } else if (value.isTextual()) {
      add(name, value.textValue());
    }
  }

  void add(String name, String value) {
    if (!value.isBlank()) {
      texts.computeIfAbsent(name, n -> new ArrayList<>()).add(value.strip());
    }
  }

  boolean has(String name) {
    return texts.containsKey(name);
  }

  /**
   * All texts of a field; none where it is missing.
   *
   * @throws ConfigurationException when one of them is still to be filled in
   */
  List<String> all(String name) {
    List<String> all = texts.getOrDefault(name, List.of());
    if (all.stream().anyMatch(text -> text.contains(PLACEHOLDER))) {
      throw new ConfigurationException(
          name + " in " + source + " holds a {{placeholder}}; put the value itself there.");
    }
    return all;
  }

  /** The texts of a field, as a list separated by commas; empty where it is missing. */
  String list(String name) {
    return String.join(",", all(name)).replaceAll("\\s*,\\s*|\\s+", ",");
  }

  /** The first text of a field; empty where it is missing. */
  String first(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  /**
   * The first text of a field.
   *
   * @throws ConfigurationException when there is none
   */
  String require(String name, CredentialForm form) {
    String text = first(name);
    if (text.isEmpty()) {
      throw new ConfigurationException(
          "%s is %s, but its %s is missing or empty; download it anew from the Developer Console."
              .formatted(source, form.words(), name));
    }
    return text;
  }
}
