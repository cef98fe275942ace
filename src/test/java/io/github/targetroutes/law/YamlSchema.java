package io.github.targetroutes.law;

import static com.networknt.schema.SpecVersion.VersionFlag.V4;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Camel's own schema of its YAML language. It is stricter than Camel in two ways, which are mended:
 * a duration may be written as a number, and a number or a boolean as a string or a placeholder.
 */
final class YamlSchema {

  private static final String SPELLED_OUT = "^(\\{\\{.+}}|true|false|-?\\d+)$";

  private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf", "not", "required");

  private final JsonSchema schema;

  YamlSchema() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      mend(root);
      schema = JsonSchemaFactory.getInstance(V4).getSchema(root);
    }
  }

  /**
   * A wrong field makes each alternative around it fail: those are told only where they are all.
   */
  List<String> complaints(RouteFile file) {
    Set<ValidationMessage> all = schema.validate(file.root());
    List<ValidationMessage> fields =
        all.stream().filter(message -> !ALTERNATIVES.contains(message.getType())).toList();
    Collection<ValidationMessage> told = fields.isEmpty() ? all : fields;
    return told.stream()
        .map(ValidationMessage::getMessage)
        .map(message -> file + " " + message)
        .toList();
  }

  private static void mend(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("deprecated").isBoolean()) {
        object.remove("deprecated");
      }
      switch (object.path("type").asText()) {
        case "string" -> object.putArray("type").add("string").add("number").add("boolean");
        case "number", "integer", "boolean" -> {
          String type = object.path("type").asText();
          object.putArray("type").add(type).add("string");
          object.put("pattern", SPELLED_OUT);
        }
        default -> {}
      }
    }
    node.forEach(YamlSchema::mend);
  }
}
