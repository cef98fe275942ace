package io.github.targetroutes.auth;

import io.github.targetroutes.error.AsksToWait;
import java.time.Duration;

/**
 * IMS gave no token. The message is one sentence for the operator: what IMS said, what it means and
 * what to do.
 */
public final class ImsFault extends RuntimeException implements AsksToWait {

  /** What may be done about it. */
  public enum Kind {
    /** Asking again changes nothing: the credential or the configuration must change. */
    REFUSED,
    /**
     * What a credential that was converted to OAuth gets for its JWT (Adobe's archived list of JWT
     * exchange errors). An outage may look the same, so it is worth a few more attempts.
     */
    CONVERTED,
    /** IMS asks to wait. */
    THROTTLED,
    /** IMS did not answer, or not with an answer that can be used. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final Duration retryAfter;

  public ImsFault(Kind kind, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public ImsFault(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public Kind kind() {
    return kind;
  }

  /** True where the same request may succeed later. */
  public boolean isRepeatable() {
    return kind != Kind.REFUSED;
  }

  @Override
  public Duration retryAfter() {
    return retryAfter;
  }
}
