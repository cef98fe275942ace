package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldRuleTest {

  private static String wrong(String rule, Object value) {
    try {
      FieldRuleText.read(rule).checked(Json.node(value), "f", (family, id) -> id == 7);
      return "fine";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void wordsBecomeRules() {
    FieldRule rule = FieldRuleText.read("one of web mobile required unique hidden = mobile");
    assertThat(rule.words()).containsExactly("web", "mobile");
    assertThat(rule.required() && rule.unique() && rule.hidden()).isTrue();
    assertThat(rule.value().asText()).isEqualTo("mobile");
    assertThat(FieldRuleText.read("text 250 = \"1\"").value().isTextual()).isTrue();
    assertThat(FieldRuleText.read("whole 0..9 = 5").value().isInt()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldRuleText.read("text 250 requierd"))
        .withMessageContaining("requierd");
    assertThatIllegalArgumentException().isThrownBy(() -> FieldRuleText.read("txt"));
  }

  @Test
  void valuesOutsideTheRuleAreNamed() {
    assertThat(wrong("text 3", "abcd")).isEqualTo("f must not exceed 3 characters");
    assertThat(wrong("text 3", 1)).isEqualTo("f must be text");
    assertThat(wrong("text required", " ")).isEqualTo("f is required and must be text");
    assertThat(wrong("text bytes 1024", "ü".repeat(513))).isEqualTo("f must not exceed 1 KB");
    assertThat(wrong("text bytes 1024", "ü".repeat(512))).isEqualTo("fine");
    assertThat(wrong("whole 0..", -1)).isEqualTo("f must be at least 0");
    assertThat(wrong("whole", 1.5)).isEqualTo("f must be whole");
    assertThat(wrong("number 0.1..0.98", 0.99)).isEqualTo("f must be 0.1..0.98");
    assertThat(wrong("flag", "true")).isEqualTo("f must be true or false");
    assertThat(wrong("list 1..2", List.of())).isEqualTo("f must have 1..2");
    assertThat(wrong("ref offers", 7)).isEqualTo("fine");
    assertThat(wrong("ref offers", 0)).isEqualTo("f names 0, which is none of offers");
    assertThat(wrong("ref offers or-0", 0)).isEqualTo("fine");
    assertThat(wrong("time", "yesterday")).isEqualTo("f must be a time in ISO 8601");
  }

  @Test
  void everyFormOfTimeIsRead() {
    for (String text :
        List.of(
            "2026-03-01",
            "2026-03-01T00",
            "2026-03-01T00:00",
            "2026-03-01T00:00:00",
            "2026-03-01T00:00:00.000",
            "2026-03-01T00:00:00.000Z",
            "2026-03-01T02:00:00+02:00",
            "2026-02-28T17:00-07:00")) {
      assertThat(Times.parse(text)).as(text).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    }
    for (String text : List.of("2026-02-30", "1.3.2026", "2026-03-01 00:00", "")) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> Times.parse(text));
    }
  }

  /** What is there from the beginning is what the table itself allows. */
  @Test
  void theTableIsReadable() {
    ResourceTable table = ResourceTable.read();
    assertThat(table.families()).hasSizeGreaterThan(10);
    for (Family family : table.families()) {
      for (ObjectNode seed : family.seeds()) {
        assertThat(family.kinds()).containsValue(family.kind(seed));
      }
      assertThat(family.idField()).isNotEmpty();
    }
    table
        .documents()
        .forEach(
            document ->
                assertThat(document.fields().read(document.initial(), null, (family, id) -> true))
                    .isEqualTo(document.initial()));
  }
}
