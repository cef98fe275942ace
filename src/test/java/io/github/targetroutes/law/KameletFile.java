package io.github.targetroutes.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A Kamelet: its file's name, without ending, and what is in it. */
public record KameletFile(String name, JsonNode yaml) {

  public static final Path FOLDER = Path.of("routes/kamelets");
  private static final String SUFFIX = ".kamelet.yaml";
  private static final YAMLMapper YAML = new YAMLMapper();

  /** As in Camel's catalogue of Kamelets, script/validator. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?]?([\\w.-]+)(?::[^}]*)?}}");

  /** A property of a Kamelet. */
  public record Property(String name, JsonNode yaml, boolean required) {

    public String text(String field) {
      return yaml.path(field).asText();
    }

    boolean isCredential() {
      return StreamSupport.stream(yaml.path("x-descriptors").spliterator(), false)
          .anyMatch(descriptor -> descriptor.asText().equals("urn:camel:group:credentials"));
    }
  }

  /** All of this house, in the order of their names. */
  public static List<KameletFile> all() throws IOException {
    return House.regularFiles(FOLDER).stream().map(KameletFile::of).toList();
  }

  private static KameletFile of(Path file) {
    try {
      return of(file.getFileName().toString().replace(SUFFIX, ""), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KameletFile of(String name, String text) throws IOException {
    return new KameletFile(name, YAML.readTree(text));
  }

  String annotation(String key) {
    return yaml.path("metadata").path("annotations").path("camel.apache.org/" + key).asText();
  }

  String type() {
    return yaml.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText();
  }

  public JsonNode definition() {
    return yaml.at("/spec/definition");
  }

  JsonNode template() {
    return yaml.at("/spec/template");
  }

  List<String> dependencies() {
    return texts(yaml.at("/spec/dependencies"));
  }

  List<String> required() {
    return texts(definition().path("required"));
  }

  public List<Property> properties() {
    return definition().path("properties").properties().stream()
        .map(
            property ->
                new Property(
                    property.getKey(), property.getValue(), required().contains(property.getKey())))
        .toList();
  }

  /** The template's beans by their names. */
  List<JsonNode> beans() {
    return StreamSupport.stream(template().path("beans").spliterator(), false).toList();
  }

  /** What the template takes the place of. */
  Set<String> placeholders() {
    return names(template().toString());
  }

  /** The setting of Target Routes that each property sets, by the property's name. */
  Map<String, String> settings() {
    return beans().stream()
        .flatMap(bean -> bean.path("properties").properties().stream())
        .filter(property -> property.getKey().startsWith("settings["))
        .collect(
            Collectors.toMap(
                property -> names(property.getValue().asText()).iterator().next(),
                property -> property.getKey().replaceAll("settings\\[(.*)]", "$1")));
  }

  /** The template's endpoints. */
  Stream<String> uris() {
    return template().findValuesAsText("uri").stream();
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    PLACEHOLDER.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
