package io.github.targetroutes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class KnownRecordsTest {

  private final KnownRecords known = new KnownRecords();

  @Test
  void aRecordIsWantedUntilItIsNotedAndAgainWhenItChangesEvenBack() throws JsonProcessingException {
    known.setOnlyChanged(true);
    String first = "{\"id\": 1, \"a\": 1}";
    String second = "{\"id\": 1, \"a\": 2}";

    assertThat(known.isWanted(first)).isTrue();
    assertThat(known.isWanted(first)).isTrue();
    known.note(first);
    assertThat(known.isWanted(first)).isFalse();
    assertThat(known.isWanted(second)).isTrue();
    known.note(second);
    assertThat(known.isWanted(first)).isTrue();
  }

  @Test
  void aRecordWithoutAnIdIsKnownByItself() throws JsonProcessingException {
    known.setOnlyChanged(true);
    known.setIdField("name");
    known.note("{\"id\": 1}");

    assertThat(known.isWanted("{\"id\": 1}")).isFalse();
    assertThat(known.isWanted("\"text\"")).isTrue();
  }

  @Test
  void allAreWantedWhereNobodyAsksForChanges() throws JsonProcessingException {
    known.note("{\"id\": 1}");

    assertThat(known.isWanted("{\"id\": 1}")).isTrue();
  }
}
