package io.github.targetroutes.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaLawTest {

  private static final Path NO_DEFAULTS = Path.of("no.properties");
  private static YamlSchema schema;

  @BeforeAll
  static void load() throws IOException {
    schema = new YamlSchema();
  }

  @ParameterizedTest
  @ValueSource(strings = {"routes", "src/test/resources/law/good"})
  void everyRouteIsValidCamelYaml(String folder) throws IOException {
    assertThat(House.of(Path.of(folder), NO_DEFAULTS).files())
        .flatMap(file -> schema.complaints(file))
        .isEmpty();
  }

  @Test
  void durationsAsNumbersAndPlaceholdersAsNumbersAreValid() {
    assertThat(
            complaints(
                """
                - route:
                    id: a
                    autoStartup: "{{start}}"
                    from:
                      uri: direct:a
                      steps:
                        - delay: {expression: {constant: 200}}
                        - aggregate:
                            completionSize: "{{size}}"
                            completionTimeout: 200
                            discardOnCompletionTimeout: "true"
                            parallelProcessing: "{{parallel}}"
                            aggregationStrategy: "#bean:x"
                            correlationExpression: {constant: "true"}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "setBody: {expression: {constant: x}} | setBodyy: {expression: {constant: x}}",
        "to: {uri: direct:b, parameters: {a: b}} | to: {uri: direct:b, parameter: {a: b}}",
        "setHeader: {expression: {constant: x}, name: y} | setHeader: {expression: {constant: x}, nam: y}",
        "split: {streaming: true, expression: {method: {ref: b}}} | split: {streaming: sometimes, expression: {method: {ref: b}}}"
      })
  void aStepThatCamelDoesNotKnowIsNoticed(String good, String bad) {
    String route = "- route: {from: {uri: direct:a, steps: [%s]}}";

    assertThat(complaints(route.formatted(good))).isEmpty();
    assertThat(complaints(route.formatted(bad))).isNotEmpty();
  }

  private static List<String> complaints(String yaml) {
    return schema.complaints(RouteFile.of("law", "sample", yaml));
  }
}
