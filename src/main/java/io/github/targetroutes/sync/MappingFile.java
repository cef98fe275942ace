package io.github.targetroutes.sync;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads a {@link Mapping} from YAML and says in words where the YAML is wrong. */
final class MappingFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private MappingFile() {}

  static Mapping read(Path file) throws IOException {
    return parse(Files.readString(file), file.toString());
  }

  static Mapping parse(String yaml, String source) {
    Mapping mapping;
    try {
      mapping = YAML.readValue(yaml, Mapping.class);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new ConfigurationException(
          "The mapping %s%s can't be used: %s; correct it.".formatted(source, line, reason(e)), e);
    }
    if (mapping == null) {
      throw new ConfigurationException(
          "The mapping %s is empty; name a key and attributes in it.".formatted(source));
    }
    return mapping;
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      return "'%s' is not known here, only %s".formatted(unknown.getPropertyName(), known);
    }
    if (e instanceof ValueInstantiationException refused && refused.getCause() != null) {
      return refused.getCause().getMessage();
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      String known =
          Arrays.stream(Mapping.KeyType.values())
              .map(Mapping.KeyType::label)
              .collect(Collectors.joining(" or "));
      return "'%s' is not %s".formatted(wrong.getValue(), known);
    }
    if (e instanceof JsonMappingException wrong && !wrong.getPath().isEmpty()) {
      return "'%s' has a value of the wrong kind"
          .formatted(wrong.getPath().get(wrong.getPath().size() - 1).getFieldName());
    }
    return e.getOriginalMessage().lines().findFirst().orElse("it is not YAML");
  }
}
