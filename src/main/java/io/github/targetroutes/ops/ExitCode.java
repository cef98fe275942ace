package io.github.targetroutes.ops;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.CredentialException;
import io.github.targetroutes.auth.ImsFault;
import io.github.targetroutes.sync.LostLease;
import io.github.targetroutes.target.TargetFault;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How the program ends: 0 all done; 1 some records rejected or dead-lettered; 2 bad usage or
 * configuration; 3 credentials refused; 4 Target or IMS unreachable. The highest one that came up
 * stands.
 */
public final class ExitCode {

  private final AtomicInteger code = new AtomicInteger();

  /** Takes up the outcome of a run. */
  public void note(RunReport report) {
    code.accumulateAndGet(report.exitCode(), Math::max);
  }

  /** Takes up a fault that ended a run. */
  public void note(Throwable fault) {
    code.accumulateAndGet(of(fault), Math::max);
  }

  public int value() {
    return code.get();
  }

  /** The exit code of a fault, by the first known one in the chain of its causes. */
  public static int of(Throwable fault) {
    for (Throwable t = fault; t != null; t = t.getCause()) {
      if (t instanceof LostLease) {
        return 0;
      }
      if (t instanceof ConfigurationException) {
        return 2;
      }
      if (t instanceof CredentialException) {
        return 3;
      }
      if (t instanceof ImsFault ims) {
        return switch (ims.kind()) {
          case REFUSED, CONVERTED -> 3;
          case THROTTLED, UNAVAILABLE -> 4;
        };
      }
      if (t instanceof TargetFault target) {
        return switch (target.kind()) {
          case UNAUTHORIZED, FORBIDDEN -> 3;
          case THROTTLED, UNAVAILABLE, PENDING -> 4;
          case REJECTED -> 1;
        };
      }
    }
    return 2;
  }
}
