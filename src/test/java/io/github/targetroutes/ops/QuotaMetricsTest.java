package io.github.targetroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.target.CallQuota;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class QuotaMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private static CallQuota start(DefaultCamelContext context) {
    CallQuota quota = new CallQuota();
    quota.init();
    context.getRegistry().bind("callQuota", quota);
    new QuotaMetrics().setCamelContext(context);
    context.start();
    return quota;
  }

  @Test
  void theQuotaIsMeasuredWhereMetricsAreOn() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.getRegistry().bind("metrics", registry);
      CallQuota quota = start(context);
      quota.take(3);

      assertThat(registry.get("target-routes.quota.calls").functionCounter().count()).isEqualTo(3);
      assertThat(registry.get("target-routes.quota.permits").gauge().value()).isBetween(2.0, 5.0);
      assertThat(registry.get("target-routes.quota.waited").functionCounter().count()).isZero();
    }
  }

  @Test
  void withoutMetricsThereIsNothingToPayFor() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      start(context).take(1);
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void aProgramWithoutTheTargetRoomStartsToo() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.getRegistry().bind("metrics", registry);
      new QuotaMetrics().setCamelContext(context);
      context.start();
    }
    assertThat(registry.getMeters()).isEmpty();
  }
}
