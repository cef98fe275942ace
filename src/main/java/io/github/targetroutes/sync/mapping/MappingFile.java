package io.github.targetroutes.sync.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
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
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads a mapping from YAML and says in words where the YAML is wrong. The type of the mapping, a
 * record, tells by its components which keys are known where.
 *
 * @param <T> the type of the mapping
 */
public final class MappingFile<T extends Record> {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Class<T> type;
  private final String needs;

  /**
   * @param needs the keys that no mapping does without, for messages
   */
  public MappingFile(Class<T> type, String needs) {
    this.type = type;
    this.needs = needs;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException when it can't be read or isn't such a mapping; the message names
   *     file and line
   */
  public T read(Path file) {
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

  /**
   * Reads a mapping that does not stand in a file of its own, as one on the class path.
   *
   * @param source what to call it in messages
   * @throws ConfigurationException when it isn't such a mapping; the message names source and line
   */
  public T parse(String yaml, String source) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      refuseUnknownKeys(parser);
      return YAML.readValue(yaml, type);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new ConfigurationException(
          "The mapping %s%s can't be used: %s; correct it.".formatted(source, line, reason(e)), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Comes first, since a key misspelt would else be reported as one missing. */
  private void refuseUnknownKeys(JsonParser parser) throws IOException {
    while (parser.nextToken() != null) {
      if (parser.currentToken() == JsonToken.FIELD_NAME) {
        List<String> known = knownKeys(parser.getParsingContext().pathAsPointer().head());
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

  /** None where any key may stand. */
  private List<String> knownKeys(JsonPointer parent) {
    Type at = type;
    for (JsonPointer rest = parent; at != null && !rest.matches(); rest = rest.tail()) {
      at = inside(at, rest.getMatchingProperty());
    }
    return at instanceof Class<?> known && known.isRecord()
        ? Arrays.stream(known.getRecordComponents()).map(MappingFile::nameOf).toList()
        : List.of();
  }

  private static Type inside(Type of, String name) {
    if (of instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list.getActualTypeArguments()[0];
    }
    return of instanceof Class<?> known && known.isRecord()
        ? Arrays.stream(known.getRecordComponents())
            .filter(component -> nameOf(component).equals(name))
            .map(RecordComponent::getGenericType)
            .findFirst()
            .orElse(null)
        : null;
  }

  /** As YAML spells it: a few are words of Java. */
  private static String nameOf(RecordComponent component) {
    JsonProperty spelt = component.getAccessor().getAnnotation(JsonProperty.class);
    return spelt == null ? component.getName() : spelt.value();
  }

  private String reason(JsonProcessingException e) {
    if (e instanceof ValueInstantiationException refused && refused.getCause() != null) {
      return refused.getCause().getMessage();
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      return "'%s' is not %s".formatted(wrong.getValue(), constantsOf(wrong.getTargetType()));
    }
    if (e instanceof JsonMappingException wrong) {
      List<JsonMappingException.Reference> path = wrong.getPath();
      return path.isEmpty()
          ? "it does not have " + needs
          : "'%s' is missing or has a value of the wrong kind".formatted(lastName(path));
    }
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    return e instanceof JacksonYAMLParseException
        ? "it is not YAML (%s)".formatted(message)
        : message;
  }

  /** An element of a list has no name of its own. */
  private static String lastName(List<JsonMappingException.Reference> path) {
    String name = null;
    for (JsonMappingException.Reference step : path) {
      name = step.getFieldName() == null ? name : step.getFieldName();
    }
    return name;
  }

  private static String constantsOf(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(Field::isEnumConstant)
        .map(field -> field.getAnnotation(JsonProperty.class).value())
        .collect(Collectors.joining(" or "));
  }
}
