package io.github.targetroutes.law;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KameletLawTest {

  private static final String BROKEN = "adobe-target-offers-sink";

  @ParameterizedTest
  @EnumSource
  void kameletsOfThisHouseKeepTheLaw(KameletLaw law) throws IOException {
    assertThat(KameletFile.all()).hasSize(8).flatMap(law::complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "theFileHasTheName | name: adobe-target-offers-sink | name: offers-sink",
        "theTypeEndsNameAndTitle | title: \"Adobe Target Offers Sink\" | title: \"Adobe Target"
            + " Offers\"",
        "itIsOfThePresentForm | apiVersion: camel.apache.org/v1 | apiVersion:"
            + " camel.apache.org/v1alpha1",
        "itIsDescribed | type: object | type: string",
        "whatIsNotRequiredHasADefault, whatIsRequiredIsDefinedAndNamedOnce | - tenant | - clientId",
        "eachPropertyIsDescribed | title: Client Secret | title: The Client Secret",
        "whatIsNotRequiredHasADefault | default: content | example: content",
        "aSecretIsAPasswordAndACredential | format: password | format: text",
        "itHasIconProviderAndVersion | provider: \"Target Routes\" | provider: \"Nobody\"",
        "eachPropertyIsUsedAndNothingElse | 'create-{{type}}-offer' | 'create-{{kind}}-offer'",
        "itBeginsOrEndsWithItsUser | uri: \"kamelet:source\" | uri: \"kamelet:sink\"",
        "whatItDependsOnIsNamed | mvn:io.github.targetroutes:target-routes: |"
            + " mvn:io.github.targetroutes:other:",
        "beansHaveNamesOfTheirOwnAndClassesOfThisJar | kamelet.Records | kamelet.Nothing",
        "settingsHaveTheDefaultsOfTheProgram | default: 45 | default: 50"
      })
  void aBrokenLawIsNoticedAndNoOther(String broken, String from, String to) throws IOException {
    String text = Files.readString(KameletFile.FOLDER.resolve(BROKEN + ".kamelet.yaml"));
    assertThat(text).contains(from);
    KameletFile kamelet = KameletFile.of(BROKEN, text.replace(from, to));

    Set<String> complaining =
        Stream.of(KameletLaw.values())
            .filter(law -> !law.complaints(kamelet).isEmpty())
            .map(Enum::name)
            .collect(toCollection(TreeSet::new));

    assertThat(String.join(", ", complaining)).isEqualTo(broken);
  }

  @Test
  void noTwoAreCalledOrDescribedAlike() throws IOException {
    assertThat(KameletFile.all())
        .extracting(kamelet -> kamelet.definition().path("title").asText())
        .doesNotHaveDuplicates();
    assertThat(KameletFile.all())
        .extracting(kamelet -> kamelet.definition().path("description").asText())
        .doesNotHaveDuplicates();
  }

  @Test
  void whatSetsASettingIsTheSameInAll() throws IOException {
    Map<String, JsonNode> first = new HashMap<>();
    for (KameletFile kamelet : KameletFile.all()) {
      kamelet.properties().stream()
          .filter(property -> kamelet.settings().containsKey(property.name()))
          .forEach(
              property -> {
                // Not everywhere required.
                ObjectNode yaml = property.yaml().deepCopy();
                yaml.remove("default");
                assertThat(first.computeIfAbsent(property.name(), name -> yaml)).isEqualTo(yaml);
              });
    }
    assertThat(first).hasSizeGreaterThan(10);
  }

  @Test
  void templatesAreValidCamelYaml() throws IOException {
    YamlSchema schema = new YamlSchema();
    YAMLMapper yaml = new YAMLMapper();
    for (KameletFile kamelet : KameletFile.all()) {
      JsonNode from = kamelet.template().path("from");
      String route = yaml.writeValueAsString(List.of(Map.of("route", Map.of("from", from))));
      assertThat(schema.complaints(RouteFile.of("kamelets", kamelet.name(), route)))
          .as(kamelet.name())
          .isEmpty();
    }
  }
}
