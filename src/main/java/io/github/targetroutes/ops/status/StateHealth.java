package io.github.targetroutes.ops.status;

import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.sync.Checkpoint;
import io.github.targetroutes.sync.StateFault;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Not ready while the state store is down. */
final class StateHealth extends AbstractHealthCheck {

  StateHealth() {
    super("target-routes", "state-store");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    try {
      getCamelContext()
          .getRegistry()
          .lookupByNameAndType("checkpoint", Checkpoint.class)
          .underWay();
      result.up();
    } catch (StateFault fault) {
      result.message(FaultLog.sentence(fault)).down();
    }
  }

  @Override
  public boolean isLiveness() {
    return false;
  }
}
