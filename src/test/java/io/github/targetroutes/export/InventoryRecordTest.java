package io.github.targetroutes.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryRecordTest {

  private static InventoryRecord of(String json) {
    return InventoryRecord.of(json, Set.of("lastRequestedAt"));
  }

  @Test
  void theOrderOfFieldsIsNoChange() {
    assertThat(of("{\"id\":1,\"a\":{\"b\":1,\"c\":[1,2]}}").hash())
        .isEqualTo(of("{\"a\":{\"c\":[1,2],\"b\":1},\"id\":1}").hash())
        .isNotEqualTo(of("{\"a\":{\"c\":[2,1],\"b\":1},\"id\":1}").hash());
  }

  @Test
  void whatTargetSetsByItselfIsNoChange() {
    assertThat(of("{\"name\":\"m\",\"lastRequestedAt\":\"1\"}").hash())
        .isEqualTo(of("{\"name\":\"m\",\"lastRequestedAt\":\"2\"}").hash())
        .isNotEqualTo(of("{\"name\":\"m\",\"status\":\"2\"}").hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":9000000000000000001,\"name\":\"x\"} | 9000000000000000001",
        "{\"offerTemplateId\":3,\"name\":\"x\"}      | 3",
        "{\"name\":\"www.example.com\"}              | www.example.com",
        "\"profile.age\"                             | profile.age"
      })
  void anObjectIsKnownByItsIdOrItsName(String json, String id) {
    assertThat(of(json).id()).isEqualTo(id);
  }

  @Test
  void theLineIsWhatAdobeGave() {
    String line = "{\"id\":1,\"weight\":1.2345678901234567890}";

    assertThat(of(line).line()).isEqualTo(line);
  }
}
