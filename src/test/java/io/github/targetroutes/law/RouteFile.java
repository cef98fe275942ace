package io.github.targetroutes.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map.Entry;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One file {@code routes/<room>/<name>.camel.yaml}, as data. */
record RouteFile(String room, String name, JsonNode root) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> SENDING =
      List.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");
  private static final List<String> LANGUAGES = List.of("constant", "simple");
  private static final Pattern KEY =
      Pattern.compile("(?:\\{\\{\\s*[!?]?(?:schedule:)?|\\$\\{propert(?:y|ies):)([\\w.-]+)");

  /** A field anywhere in the file; the elements of a list are fields of the list's name. */
  record Field(String key, JsonNode value) {}

  /** A step that sends to an endpoint. {@code uri} is null where data decides it. */
  record Send(String step, String uri, JsonNode node) {}

  static RouteFile of(String room, String name, String yaml) {
    try {
      return new RouteFile(room, name, YAML.readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(room + "/" + name + " is not YAML", e);
    }
  }

  /** The id of the file's route, and the name of its {@code direct:} entry. */
  String id() {
    return name.startsWith(room) ? name : room + "-" + name;
  }

  /** Those that ask IMS, and the one that calls Target. */
  boolean isDoor() {
    return room.equals("auth") && name.matches("token-(exchange-.+|validate|revoke)")
        || room.equals("target") && name.equals("target-call");
  }

  Stream<JsonNode> top(String key) {
    return StreamSupport.stream(root.spliterator(), false)
        .filter(n -> n.has(key))
        .map(n -> n.get(key));
  }

  Stream<JsonNode> routes() {
    return top("route");
  }

  Stream<Field> fields() {
    return fields("", root);
  }

  private static Stream<Field> fields(String key, JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .flatMap(
              element -> Stream.concat(Stream.of(new Field(key, element)), fields(key, element)));
    }
    return node.properties().stream().flatMap(RouteFile::fields);
  }

  private static Stream<Field> fields(Entry<String, JsonNode> entry) {
    Field field = new Field(entry.getKey(), entry.getValue());
    return Stream.concat(Stream.of(field), fields(field.key(), field.value()));
  }

  Stream<Field> fields(String key) {
    return fields().filter(field -> field.key().equals(key) && !field.value().isArray());
  }

  Stream<Send> sends() {
    return Stream.concat(
        SENDING.stream()
            .flatMap(this::fields)
            .map(field -> new Send(field.key(), uri(field.value()), field.value())),
        fields("deadLetterUri").map(f -> new Send(f.key(), f.value().textValue(), f.value())));
  }

  private static String uri(JsonNode send) {
    if (send.isTextual() || send.has("uri")) {
      return (send.isTextual() ? send : send.get("uri")).textValue();
    }
    JsonNode expression = send.has("expression") ? send.get("expression") : send;
    return LANGUAGES.stream()
        .filter(expression::has)
        .map(expression::get)
        .map(language -> language.isObject() ? language.path("expression") : language)
        .map(JsonNode::asText)
        .findFirst()
        .orElse(null);
  }

  /** Keys of all {@code {{placeholders}}} and {@code ${properties:...}}. */
  Stream<String> propertyKeys() {
    return KEY.matcher(root.toString()).results().map(found -> found.group(1));
  }

  static String named(JsonNode route) {
    return "route '" + text(route, "id") + "'";
  }

  static String text(JsonNode node, String... path) {
    JsonNode at = node;
    for (String key : path) {
      at = at.path(key);
    }
    return at.asText();
  }

  @Override
  public String toString() {
    return room + "/" + name;
  }
}
