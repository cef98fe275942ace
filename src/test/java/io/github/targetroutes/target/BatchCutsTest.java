package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class BatchCutsTest {

  private static final Operations OPERATIONS = operations();

  static Operations operations() {
    Operations operations = new Operations();
    operations.setCamelContext(new DefaultCamelContext());
    operations.setTable("file:config/target-operations.yaml");
    operations.setAdminUrl("https://example.com");
    operations.setTenant("acme");
    operations.start();
    return operations;
  }

  /**
   * @param distances how far before each operation the one is that it depends on; 0 for none
   */
  private static List<BatchItem> items(List<Integer> distances) {
    List<BatchItem> items = new ArrayList<>();
    for (int distance : distances) {
      int index = items.size();
      List<Integer> dependsOn =
          distance == 0 || distance > index ? null : List.of(index - distance);
      items.add(
          new BatchItem(
              index, new BatchOperation("list-offers", null, null, null, dependsOn), OPERATIONS));
    }
    return items;
  }

  private static List<Integer> sizes(List<Integer> distances, int most) {
    return new BatchCuts(items(distances), most, 1_000_000)
        .calls().stream().map(List::size).toList();
  }

  private static List<Integer> free(int count) {
    return IntStream.range(0, count).mapToObj(i -> 0).toList();
  }

  @Test
  void aCallHoldsAsMuchAsItMay() {
    assertThat(sizes(free(300), 256)).containsExactly(256, 44);
    assertThat(sizes(free(100), 50)).containsExactly(50, 50);
    assertThat(sizes(free(0), 50)).isEmpty();
  }

  @Test
  void aCutComesEarlierOrLaterWhereSomethingDependsAcrossIt() {
    assertThat(sizes(List.of(0, 0, 1, 0), 2)).containsExactly(1, 2, 1);
    assertThat(sizes(List.of(0, 1, 1, 1), 2)).containsExactly(4);
  }

  @Test
  void aDependencyThatNoCallCanHoldIsRefused() {
    List<Integer> chain = new ArrayList<>(free(257));
    chain.set(256, 256);
    assertThatThrownBy(() -> sizes(chain, 256))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("The operations from 0 to 256 depend on each other");

    chain.set(256, 255);
    assertThat(sizes(chain, 256)).containsExactly(1, 256);
  }

  @Property(tries = 300)
  void nothingIsLostAndNoDependencyCrossesACut(
      @ForAll @Size(max = 250) List<@IntRange(min = 0, max = 3) Integer> distances,
      @ForAll @IntRange(min = 1, max = 256) int most) {
    List<BatchItem> items = items(distances);
    List<List<BatchItem>> calls = new BatchCuts(items, most, 1_000_000).calls();

    assertThat(calls.stream().flatMap(List::stream).toList()).isEqualTo(items);
    for (List<BatchItem> call : calls) {
      assertThat(call).hasSizeBetween(1, BatchCuts.MOST);
      int first = call.get(0).index();
      assertThat(call).allMatch(item -> item.dependsOn().stream().allMatch(it -> it >= first));
    }
  }
}
