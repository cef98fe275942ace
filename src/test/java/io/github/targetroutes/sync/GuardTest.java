package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.sync.input.RefusedFile;
import java.io.File;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTest {

  private static final File INPUT = new File("customers.csv");
  private final Guard guard = new Guard();

  @BeforeEach
  void set() {
    guard.setDeletePercent(20);
    guard.setRejectPercent(50);
    guard.setFrom(10);
  }

  @Test
  void whatGoesBeyondAShareIsRefusedWithItsNumbersAndTheSettingThatStopsIt() {
    assertThatThrownBy(() -> guard.checkDeletes(INPUT, 2_001, 10_000))
        .isInstanceOf(RefusedFile.class)
        .hasMessageContaining(
            "customers.csv is refused: it would delete 2,001 of 10,000 objects, more than the 20 %"
                + " that sync.guard.delete-percent allows, so nothing was sent;");
    assertThatThrownBy(() -> guard.checkRejects(INPUT, 11, 21))
        .isInstanceOf(RefusedFile.class)
        .hasMessageContaining(
            "it would reject 11 of 21 records, more than the 50 % that sync.guard.reject-percent"
                + " allows");
  }

  @Test
  void theShareItselfAndFewRecordsStopNothing() {
    assertThatCode(() -> guard.checkDeletes(INPUT, 2_000, 10_000)).doesNotThrowAnyException();
    assertThatCode(() -> guard.checkDeletes(INPUT, 9, 9)).doesNotThrowAnyException();
    assertThatCode(() -> guard.checkRejects(INPUT, 500, 1_000)).doesNotThrowAnyException();
    assertThatCode(() -> guard.checkRejects(INPUT, 9, 9)).doesNotThrowAnyException();
    assertThatCode(() -> guard.checkRejects(INPUT, 0, 0)).doesNotThrowAnyException();
  }
}
