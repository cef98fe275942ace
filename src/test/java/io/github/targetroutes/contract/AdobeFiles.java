package io.github.targetroutes.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The OpenAPI files that Adobe publishes for Target's server side (github.com,
 * AdobeDocs/target-developers, folder src). They are not part of this project: the system property
 * {@code adobe.openapi.dir} says where they are.
 */
final class AdobeFiles {

  static final String ADMIN = "admin-api";
  static final String RECOMMENDATIONS = "recommendations-api";
  static final String MODELS = "models-api";
  static final String DELIVERY = "delivery-api";
  static final List<String> NAMES = List.of(ADMIN, RECOMMENDATIONS, MODELS, DELIVERY);

  /** Groups of operations that are in Adobe's prose alone: the Profile API. */
  static final Set<String> PROSE = Set.of("bulk-profiles", "profiles");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final Path folder;

  private AdobeFiles(Path folder) {
    this.folder = folder;
  }

  /** Skips the test, with the reason, where the files are not at hand. */
  static AdobeFiles orSkip() {
    String folder = System.getProperty("adobe.openapi.dir", "");
    assumeTrue(
        !folder.isBlank(),
        "Adobe's OpenAPI files are not at hand: -Dadobe.openapi.dir=FOLDER says where they are");
    return new AdobeFiles(Path.of(folder));
  }

  /** One file. */
  JsonNode json(String name) {
    try {
      return JSON.readTree(folder.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation of one file. */
  List<AdobeOperation> operations(String name) {
    JsonNode file = json(name);
    List<AdobeOperation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : file.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(
              new AdobeOperation(file, path.getKey(), method.getKey(), method.getValue()));
        }
      }
    }
    return operations;
  }

  /** One operation, as Adobe's file has it. */
  record AdobeOperation(JsonNode file, String path, String lowerMethod, JsonNode content) {

    String method() {
      return lowerMethod.toUpperCase(Locale.ROOT);
    }

    /** All query parameters, or those that are required. */
    Set<String> query(boolean required) {
      Set<String> names = new TreeSet<>();
      for (JsonNode written : content.path("parameters")) {
        JsonNode parameter = resolved(written);
        if (parameter.path("in").asText().equals("query")
            && (!required || parameter.path("required").asBoolean())) {
          names.add(parameter.path("name").asText());
        }
      }
      return names;
    }

    /** Without their parameters; empty where there is no body. */
    Set<String> requestTypes() {
      return types(resolved(content.path("requestBody")));
    }

    /** Of the good answers, without their parameters. */
    Set<String> answerTypes() {
      Set<String> types = new TreeSet<>();
      good().forEach(answer -> types.addAll(types(answer)));
      return types;
    }

    /** The names of an answer's fields, of all its levels. */
    Set<String> answerFields() {
      Set<String> names = new TreeSet<>();
      good()
          .flatMap(answer -> answer.findValues("schema").stream())
          .forEach(schema -> fields(schema, names, 0));
      return names;
    }

    private void fields(JsonNode written, Set<String> names, int depth) {
      JsonNode schema = resolved(written);
      if (depth > 4) {
        return;
      }
      for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
        names.add(field.getKey());
        fields(field.getValue(), names, depth + 1);
      }
      if (schema.has("items")) {
        fields(schema.path("items"), names, depth + 1);
      }
    }

    private Stream<JsonNode> good() {
      return Stream.of("200", "201")
          .map(status -> resolved(content.path("responses").path(status)))
          .filter(JsonNode::isObject);
    }

    private static Set<String> types(JsonNode body) {
      Set<String> types = new TreeSet<>();
      body.path("content")
          .fieldNames()
          .forEachRemaining(type -> types.add(type.replaceAll(";.*", "")));
      return types;
    }

    private JsonNode resolved(JsonNode node) {
      return node.has("$ref") ? resolved(file.at(node.path("$ref").asText().substring(1))) : node;
    }
  }
}
