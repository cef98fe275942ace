package io.github.targetroutes.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.law.KameletFile.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The last part of the document is what the Kamelets' own files say. Where it is stale, the test
 * shows how it has to read.
 */
class KameletDocumentTest {

  private static final Path DOCUMENT = Path.of("src/main/docs/kamelets.md");
  private static final Path EXAMPLES = Path.of("src/main/docs/kamelets");
  private static final String TITLE = "## Properties of several Kamelets";

  @Test
  void theDocumentSaysWhatTheFilesSay() throws IOException {
    String wanted =
        KameletFile.all().stream().map(this::section).collect(Collectors.joining("\n"))
            + "\n"
            + common();

    assertThat(Files.readString(DOCUMENT)).endsWith(wanted);
  }

  @Test
  void eachHasAnExampleThatUsesIt() throws IOException {
    for (KameletFile kamelet : KameletFile.all()) {
      assertThat(Files.readString(EXAMPLES.resolve(kamelet.name() + ".camel.yaml")))
          .contains("kamelet:" + kamelet.name());
    }
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files).hasSize(KameletFile.all().size() + 1);
    }
  }

  private String section(KameletFile kamelet) {
    Map<String, String> settings = kamelet.settings();
    List<Property> own =
        kamelet.properties().stream().filter(one -> !settings.containsKey(one.name())).toList();
    String others =
        kamelet.properties().stream()
            .filter(one -> settings.containsKey(one.name()))
            .map(one -> one.required() ? "**`" + one.name() + "`**" : "`" + one.name() + "`")
            .collect(Collectors.joining(", "));
    return "### "
        + kamelet.name()
        + "\n\n"
        + kamelet.definition().path("description").asText()
        + " [Example](kamelets/"
        + kamelet.name()
        + ".camel.yaml), [file](../../../routes/kamelets/"
        + kamelet.name()
        + ".kamelet.yaml).\n\n"
        + (own.isEmpty() ? "" : table(own) + "\n")
        + (own.isEmpty() ? "Properties: " : "And: ")
        + others
        + ".\n";
  }

  private static String common() throws IOException {
    Map<String, Property> common = new TreeMap<>();
    for (KameletFile kamelet : KameletFile.all()) {
      kamelet.properties().stream()
          .filter(one -> kamelet.settings().containsKey(one.name()))
          .forEach(
              one -> common.putIfAbsent(one.name(), new Property(one.name(), one.yaml(), false)));
    }
    return TITLE + "\n\n" + table(common.values().stream().toList());
  }

  private static String table(List<Property> properties) {
    return "| property | what | default |\n|---|---|---|\n"
        + properties.stream().map(KameletDocumentTest::line).collect(Collectors.joining());
  }

  private static String line(Property property) {
    String name = "`" + property.name() + "`";
    String set = property.text("default");
    String values =
        property.yaml().path("enum").isEmpty()
            ? ""
            : " One of "
                + property
                    .yaml()
                    .path("enum")
                    .toString()
                    .replaceAll("[\\[\\]\"]", "")
                    .replace(",", ", ")
                + ".";
    String example =
        property.text("example").isEmpty() ? "" : " Example: `" + property.text("example") + "`.";
    return "| %s | %s%s%s | %s |\n"
        .formatted(
            property.required() ? "**" + name + "**" : name,
            property.text("description"),
            values,
            example,
            set.isEmpty() ? "" : "`" + set + "`");
  }
}
