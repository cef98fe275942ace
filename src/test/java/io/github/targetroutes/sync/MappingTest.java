package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

  private static final String KEY = "key:\n  column: id\n  as: thirdPartyId\n";

  @Test
  void theFileInTheRepositoryIsAMapping() {
    Mapping mapping = Mapping.read(Path.of("config/mappings/profiles.yaml"));
    assertThat(mapping.key())
        .isEqualTo(new Mapping.Key("customer_id", Mapping.KeyType.THIRD_PARTY_ID));
    assertThat(mapping.trim()).isTrue();
    assertThat(mapping.columns())
        .startsWith("customer_id", "first_name", "last_name", "city")
        .doesNotContain("email_hash");
    assertThat(mapping.attributes()).contains(new Mapping.Attribute("source", null, "crm", null));
  }

  @Test
  void textIsTextWhateverYamlWouldMakeOfIt() {
    Mapping mapping =
        parse(KEY + "attributes: [{name: n, constant: 007}, {name: m, constant: yes}]");
    assertThat(mapping.attributes()).extracting("constant").containsExactly("007", "yes");
    assertThat(mapping.trim()).isFalse();
  }

  @Test
  void unknownKeyIsNamedWithItsLine() {
    assertThatThrownBy(() -> parse(KEY + "attributes:\n  - name: n\n    colum: c\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The mapping test.yaml, line 6 can't be used: 'colum' is not known here, only name,"
                + " column, constant, trim, case, default, date, number, values; correct it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' ' | no 'name'",
        "profile.age | without 'profile.'",
        "'a,b' | white space or one of",
        "'a b' | white space or one of",
        "a&b | white space or one of",
        "'a\u00a0b' | white space or one of",
        "pcId | name of a key",
        "double | stands there twice",
      })
  void namesThatTargetWouldMisreadAreRefused(String nameAndReason) {
    String[] parts = nameAndReason.split(" \\| ");
    String yaml =
        "attributes:\n  - {name: double, column: c}\n  - {name: %s, column: d}\n"
            .formatted(parts[0]);
    assertRefused(KEY + yaml, parts[1]);
  }

  @Test
  void namesMayHaveAnyLettersUpTo128Characters() {
    String name = "größe.東京-" + "x".repeat(119);
    assertThat(parse(KEY + "attributes: [{name: " + name + ", column: c}]").attributes())
        .extracting("name")
        .containsExactly(name);
    assertRefused(
        KEY + "attributes: [{name: " + name + "y, column: c}]", "longer than 128 characters");
  }

  @Test
  void whatIsMissingOrContradictoryIsNamed() {
    assertRefused("", "does not have 'key'");
    assertRefused("# nothing yet\n", "does not have 'key'");
    assertRefused("attributes: [{name: n, column: c}]", "'key' is missing");
    assertRefused(KEY, "'attributes' is missing or empty");
    assertRefused(KEY + "attributes: []", "'attributes' is missing or empty");
    assertRefused(KEY + "attributes: [{name: n}]", "either 'column' or 'constant'");
    assertRefused(
        KEY + "attributes: [{name: n, column: c, constant: d}]", "either 'column' or 'constant'");
    assertRefused(KEY + "attributes: [{name: n, constant: ''}]", "empty constant");
    assertRefused(KEY + "attributes: [{name: n, constant: \"\\uD800\"}]", "surrogate");
    assertRefused(
        "key: {column: id, as: ecid}\nattributes: [{name: n, column: c}]",
        "'ecid' is not pcId or thirdPartyId");
    assertRefused("key: {as: pcId}\nattributes: [{name: n, column: c}]", "the key needs 'column'");
    assertRefused(
        "key: {column: id}\nattributes: [{name: n, column:  c}]", "'as', which is pcId or");
    assertRefused(KEY + "trim: maybe\nattributes: [{name: n, column: c}]", "'trim'");
    assertRefused(
        KEY + KEY + "attributes: [{name: n, column: c}]", "line 4 can't be used: Duplicate");
    assertRefused("key: [", "line 1 can't be used: it is not YAML");
    assertRefused("just text", "does not have 'key'");
    assertRefused(
        KEY + "attributes: [{name: n, constant: c, case: upper}]", "has a constant, which is sent");
    assertRefused(
        KEY + "attributes: [{name: n, column: c, date: {from: x}}]", "needs 'from' and 'to'");
    assertRefused(KEY + "attributes: [{name: n, column: c, list: x}]", "'list' is not known here");
  }

  @Test
  void fileThatCantBeReadIsNamed(@TempDir Path directory) throws IOException {
    assertThatThrownBy(() -> Mapping.read(directory.resolve("none.yaml")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.yaml can't be read");
    Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'a', (byte) 0xFC});
    assertThatThrownBy(() -> Mapping.read(latin))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("latin.yaml is not UTF-8");
  }

  private static void assertRefused(String yaml, String reason) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("test.yaml")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n", "io.github", "com.fasterxml");
  }

  private static Mapping parse(String yaml) {
    return Mapping.parse(yaml, "test.yaml");
  }
}
