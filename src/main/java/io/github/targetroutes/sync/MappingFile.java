package io.github.targetroutes.sync;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a {@link Mapping} from YAML and says in words where the YAML is wrong. */
final class MappingFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private MappingFile() {}

  static Mapping read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          "The mapping %s is not UTF-8; save it as UTF-8.".formatted(file), e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The mapping %s can't be read; see that it is there and may be read.".formatted(file), e);
    }
  }

  static Mapping parse(String yaml, String source) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      refuseUnknownKeys(parser);
      return YAML.readValue(yaml, Mapping.class);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new ConfigurationException(
          "The mapping %s%s can't be used: %s; correct it.".formatted(source, line, reason(e)), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Comes first, since a key misspelt would else be reported as one missing. */
  private static void refuseUnknownKeys(JsonParser parser) throws IOException {
    while (parser.nextToken() != null) {
      if (parser.currentToken() == JsonToken.FIELD_NAME) {
        String parent = parser.getParsingContext().pathAsPointer().head().toString();
        List<String> known = knownKeys(parent);
        if (!known.isEmpty() && !known.contains(parser.currentName())) {
          throw new JsonParseException(
              parser,
              "'%s' is not known here, only %s"
                  .formatted(parser.currentName(), String.join(", ", known)),
              parser.currentTokenLocation());
        }
      }
    }
  }

  private static List<String> knownKeys(String parent) {
    if (parent.isEmpty()) {
      return namesOf(Mapping.class);
    }
    if (parent.equals("/key")) {
      return namesOf(Mapping.Key.class);
    }
    return parent.matches("/attributes/\\d+") ? namesOf(Mapping.Attribute.class) : List.of();
  }

  private static List<String> namesOf(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static String reason(JsonProcessingException e) {
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
    if (e instanceof JsonMappingException wrong) {
      List<JsonMappingException.Reference> path = wrong.getPath();
      return path.isEmpty()
          ? "it does not have 'key' and 'attributes'"
          : "'%s' is missing or has a value of the wrong kind"
              .formatted(path.get(path.size() - 1).getFieldName());
    }
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    return e instanceof JacksonYAMLParseException
        ? "it is not YAML (%s)".formatted(message)
        : message;
  }
}
