package io.github.targetroutes.target;

import static io.github.targetroutes.target.TargetFault.Kind.FORBIDDEN;
import static io.github.targetroutes.target.TargetFault.Kind.REJECTED;
import static io.github.targetroutes.target.TargetFault.Kind.THROTTLED;
import static io.github.targetroutes.target.TargetFault.Kind.UNAUTHORIZED;
import static io.github.targetroutes.target.TargetFault.Kind.UNAVAILABLE;

import java.time.Duration;
import java.util.Set;

/**
 * An answer of Target, or of the gateway before it, that is no success.
 *
 * @param operation that was called
 * @param repeatable whether calling it twice does no harm
 * @param status of HTTP
 * @param body what it says
 * @param asked how long it asks to wait; null where it does not
 */
record FailedCall(
    String operation, boolean repeatable, int status, ErrorBody body, Duration asked) {

  /** The gateway could not look at key or token; the quota has nothing to do with it. */
  private static final Set<String> GATEWAY_IN_TROUBLE = Set.of("503000", "503010");

  /**
   * What it means.
   *
   * @param waitWhenExceeded how long to wait after a 503 that does not say how long
   */
  TargetFault fault(Duration waitWhenExceeded) {
    TargetFault.Kind kind = kind();
    if (kind == UNAVAILABLE && mayBeDone() && !repeatable) {
      return TargetFault.unknown(said(), null);
    }
    return new TargetFault(
        kind,
        body.code(),
        said() + TargetRemedy.of(status, body.code()),
        switch (kind) {
          case THROTTLED -> asked == null ? waitWhenExceeded : asked;
          case UNAVAILABLE -> asked;
          default -> null;
        },
        null);
  }

  /**
   * What it means to a call of the profile servers that the profile token was not there or not good
   * enough.
   *
   * @param sent whether one was sent
   */
  TargetFault ofProfileToken(boolean sent) {
    return new TargetFault(
        sent ? UNAUTHORIZED : kind(),
        body.code(),
        said()
            + (sent
                ? "The profile token was refused; the one that Target tells now is tried once, and"
                    + " if that is refused too, look in Target under Administration, Implementation"
                : "Target seems to demand a profile token from callers of its profile servers: set"
                    + " adobe.target.profile-token=true"),
        null,
        null);
  }

  /** Whether key, token or rights are missing. */
  boolean isRefusedToCaller() {
    return status == 401 || status == 403;
  }

  private String said() {
    return "Target answered " + status + " to " + operation + body + ". ";
  }

  private TargetFault.Kind kind() {
    if (GATEWAY_IN_TROUBLE.contains(body.code())) {
      return UNAVAILABLE;
    }
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403, 407 -> FORBIDDEN;
      case 429, 503 -> THROTTLED;
      case 408 -> UNAVAILABLE;
      // Whoever redirects is not Target: what is refused here is not this call but every one.
      default -> status >= 500 || status / 100 == 3 ? UNAVAILABLE : REJECTED;
    };
  }

  /** The gateway and whoever redirects have passed nothing on to Target. */
  private boolean mayBeDone() {
    return status / 100 != 3 && !GATEWAY_IN_TROUBLE.contains(body.code());
  }
}
