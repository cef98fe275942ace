package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads {@code target-operations.yaml}: groups of operations, each with defaults for its lines. */
final class OperationTable {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final String DEFAULTS = "defaults";

  private final String file;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  private OperationTable(String file) {
    this.file = file;
  }

  /**
   * The operations by their names, in the table's order.
   *
   * @param file its name, for errors
   * @throws ConfigurationException with the operation and the line, where it can't be used
   */
  static Map<String, Operation> read(String file, InputStream in) throws IOException {
    OperationTable table = new OperationTable(file);
    try (JsonParser parser = YAML.createParser(in)) {
      table.groups(parser);
    } catch (JsonProcessingException e) {
      throw table.unusable(
          e.getOriginalMessage().lines().findFirst().orElse("it is no YAML")
              + (e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr()),
          e);
    }
    return table.operations;
  }

  private void groups(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw unusable("it has no groups of operations", null);
    }
    for (String group; (group = parser.nextFieldName()) != null; ) {
      int line = line(parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw unusable(group + " at line " + line + " is no group of operations", null);
      }
      lines(parser, group);
    }
  }

  private void lines(JsonParser parser, String group) throws IOException {
    ObjectNode defaults = YAML.createObjectNode();
    for (String name; (name = parser.nextFieldName()) != null; ) {
      String place = name + " at line " + line(parser) + ": ";
      parser.nextToken();
      JsonNode written = parser.readValueAsTree();
      ObjectNode columns = columns(written, place);
      if (name.equals(DEFAULTS)) {
        defaults = columns;
      } else {
        add(defaults.deepCopy().setAll(columns), name, group, place);
      }
    }
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private ObjectNode columns(JsonNode written, String place) {
    if (written.isTextual()) {
      return YAML.createObjectNode().set("call", written);
    }
    if (written instanceof ObjectNode columns) {
      return columns;
    }
    throw unusable(place + "it has nothing behind it", null);
  }

  private void add(ObjectNode columns, String name, String group, String place) {
    columns.put("name", name).put("group", group);
    try {
      if (operations.put(name, YAML.treeToValue(columns, Operation.class)) != null) {
        throw unusable(place + "it is there twice", null);
      }
    } catch (ValueInstantiationException e) {
      throw unusable(place + e.getCause().getMessage(), e);
    } catch (JsonProcessingException e) {
      throw unusable(place + reason(e), e);
    }
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "\"%s\" is not known there, only %s"
          .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
    }
    if (e instanceof InvalidFormatException wrong) {
      return "\"%s\" is no %s"
          .formatted(
              wrong.getValue(), wrong.getTargetType().getSimpleName().toLowerCase(Locale.ROOT));
    }
    return e.getOriginalMessage().lines().findFirst().orElse("it is no operation");
  }

  private ConfigurationException unusable(String why, Exception cause) {
    return new ConfigurationException(
        "The table of operations " + file + " can't be used: " + why, cause);
  }
}
