package io.github.targetroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

class TargetRoutesTest {

  /** A file that lies in the inbox at the start would find nobody who takes it. */
  @Test
  void whatWaitsToBeCalledStartsBeforeWhatBeginsByItself() {
    TargetRoutes main = new TargetRoutes(List.of("prod"));
    main.init();
    try (ModelCamelContext context = (ModelCamelContext) main.getCamelContext()) {
      Map<Boolean, List<Integer>> orders =
          context.getRouteDefinitions().stream()
              .collect(
                  Collectors.partitioningBy(
                      route -> route.getInput().getEndpointUri().startsWith("direct:"),
                      Collectors.mapping(TargetRoutesTest::order, Collectors.toList())));

      assertThat(orders.get(true)).isNotEmpty().doesNotHaveDuplicates();
      assertThat(orders.get(true)).allMatch(order -> order > 0 && order < 1000);
      assertThat(orders.get(false)).as("Camel's own, from 1000").isNotEmpty().containsOnly(0);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static int order(RouteDefinition route) {
    return route.getStartupOrder() == null ? 0 : route.getStartupOrder();
  }
}
