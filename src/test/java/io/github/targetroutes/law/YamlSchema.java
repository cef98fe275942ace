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
import java.util.List;

/**
 * Camel's own schema of its YAML language. It is stricter than Camel in two ways, which are mended:
 * a duration may be written as a number, and a number or a boolean may be a placeholder.
 */
final class YamlSchema {

  private static final String PLACEHOLDER = "^\\{\\{.+}}$";

  private final JsonSchema schema;

  YamlSchema() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      mend(root);
      schema = JsonSchemaFactory.getInstance(V4).getSchema(root);
    }
  }

  List<String> complaints(RouteFile file) {
    return schema.validate(file.root()).stream()
        .map(ValidationMessage::getMessage)
        .map(message -> file + " " + message)
        .toList();
  }

  private static void mend(JsonNode node) {
    if (node instanceof ObjectNode object) {
      switch (object.path("type").asText()) {
        case "string" -> object.putArray("type").add("string").add("number").add("boolean");
        case "number", "integer", "boolean" -> {
          String type = object.path("type").asText();
          object.putArray("type").add(type).add("string");
          object.put("pattern", PLACEHOLDER);
        }
        default -> {}
      }
    }
    node.forEach(YamlSchema::mend);
  }
}
