package io.github.targetroutes.sync.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackerTest {

  private static Change save(int length) {
    return new Change(1, "key", Action.UPDATE, null, 0, length, 1, 1, "hash");
  }

  private static Change delete(String key) {
    return new Change(1, key, Action.DELETE, null, 0, 0, 1, 1, Known.DELETED);
  }

  /** 99 bytes and a separator each. */
  @ParameterizedTest
  @CsvSource({
    "1000, 200, 1000000, 5",
    "1001, 200, 1000000, 6",
    "1000, 200, 1000, 100",
    "1000, 200, 1099, 100",
    "1001, 200, 1000, 101",
    "1000, 1, 1000, 1000",
    "5, 200, 10, 5"
  })
  void callsAreTheLeastThatTheLimitsAllow(int changes, int most, long mostBytes, int calls) {
    Packer packer = new Packer(most, mostBytes, 0);
    for (int i = 0; i < changes; i++) {
      packer.unitOf(save(99));
    }
    assertThat(packer.units()).isEqualTo(calls);
  }

  /** Six large ones, then as many small ones: a large one leaves room for a small one. */
  @Test
  void smallOnesFillWhatLargeOnesLeave() {
    Packer packer = new Packer(200, 1000, 0);
    IntStream.of(599, 599, 599, 599, 599, 599, 399, 399, 399, 399, 399, 399)
        .forEach(length -> packer.unitOf(save(length)));

    assertThat(packer.units()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingLargerThanTheLimitsGoesOutTogetherWhateverTheSizes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Packer packer = new Packer(20, 5000, 10);
    Map<Integer, Integer> count = new HashMap<>();
    Map<Integer, Long> bytes = new HashMap<>();
    long all = 0;
    for (int i = 0; i < 5000; i++) {
      Change change = save(random.nextInt(10, 1500));
      int unit = packer.unitOf(change);
      count.merge(unit, 1, Integer::sum);
      bytes.merge(unit, change.length() + 11L, Long::sum);
      all += change.length() + 11L;
    }

    assertThat(count.values()).allMatch(it -> it <= 20);
    assertThat(bytes.values()).allMatch(it -> it <= 5000);
    assertThat(packer.units()).as("2 %% above the bound").isLessThan((int) (all / 5000 * 1.02));
  }

  @Test
  void deletesGoApart() {
    Packer packer = new Packer(2, 1000, 0);

    assertThat(packer.unitOf(save(10))).isEqualTo(1);
    assertThat(packer.unitOf(delete("a"))).isEqualTo(2);
    assertThat(packer.unitOf(save(10))).isEqualTo(1);
    assertThat(packer.unitOf(delete("b"))).isEqualTo(2);
    assertThat(packer.unitOf(delete("c"))).isEqualTo(3);
  }

  @Test
  void aCallWithoutRoomIsRefused() {
    assertThatThrownBy(() -> new Packer(0, 1, 0)).isInstanceOf(ConfigurationException.class);
  }
}
