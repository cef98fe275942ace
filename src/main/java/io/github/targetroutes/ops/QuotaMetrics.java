package io.github.targetroutes.ops;

import io.github.targetroutes.target.CallQuota;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.StartupListener;

/**
 * Target's quota as metrics, where Camel has a Micrometer registry: {@code
 * target-routes.quota.permits}, calls that may go out now; {@code target-routes.quota.calls}, calls
 * since the start; {@code target-routes.quota.waited}, seconds that calls waited since the start.
 * They are read when somebody looks, and cost nothing before.
 */
public final class QuotaMetrics implements CamelContextAware, StartupListener {

  private static final String NAME = "target-routes.quota.";

  private CamelContext context;

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    Set<MeterRegistry> registries = context.getRegistry().findByType(MeterRegistry.class);
    CallQuota quota = context.getRegistry().lookupByNameAndType("callQuota", CallQuota.class);
    if (quota != null) {
      registries.forEach(registry -> bind(quota, registry));
    }
  }

  private static void bind(CallQuota quota, MeterRegistry registry) {
    Gauge.builder(NAME + "permits", quota, CallQuota::available)
        .description("Calls to Target that may go out now")
        .baseUnit("calls")
        .register(registry);
    FunctionCounter.builder(NAME + "calls", quota, CallQuota::taken)
        .description("Calls to Target that count against its quota, since the start")
        .baseUnit("calls")
        .register(registry);
    FunctionCounter.builder(NAME + "waited", quota, CallQuota::waitedSeconds)
        .description("Seconds that calls to Target waited for its quota, since the start")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Begins to listen. */
  @Override
  public void setCamelContext(CamelContext context) {
    // The strategy sets the context again.
    if (this.context == null) {
      this.context = context;
      try {
        context.addStartupListener(this);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
