package io.github.targetroutes.ops.status;

import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.ops.FaultLog;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Not ready while IMS refuses the credential, and while there is no token at all; an outage of IMS
 * that a living token bridges does no harm.
 */
final class CredentialHealth extends AbstractHealthCheck {

  /** Exit codes below this need a person: configuration and credentials. */
  private static final int UNREACHABLE = 4;

  CredentialHealth() {
    super("target-routes", "credential");
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    ImsTokens tokens =
        getCamelContext().getRegistry().lookupByNameAndType("imsTokens", ImsTokens.class);
    Optional<RuntimeException> fault = tokens.lastFault();
    boolean refused = fault.isPresent() && ExitCode.of(fault.get()) < UNREACHABLE;
    if (refused || tokens.cached().isEmpty()) {
      result.message(fault.map(FaultLog::sentence).orElse("There is no token yet")).down();
    } else {
      result.up();
    }
  }

  @Override
  public boolean isLiveness() {
    return false;
  }
}
