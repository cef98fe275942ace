package io.github.targetroutes.target;

import io.github.targetroutes.error.AsksToWait;
import java.time.Duration;

/**
 * A call to Target did not do what it should. The message is one sentence for the operator: what
 * Target said, what it means and what to do.
 */
public final class TargetFault extends RuntimeException implements AsksToWait {

  /** What may be done about it. */
  public enum Kind {
    /** The token was refused: a new one may do (401). */
    UNAUTHORIZED,
    /** The credential has no right to this: only a change at Adobe helps (403). */
    FORBIDDEN,
    /** Too many calls: the same call may be sent later (429, 503). */
    THROTTLED,
    /** No answer, or one that can't be used; the call may be repeated (5xx, network). */
    UNAVAILABLE,
    /** Target refuses this very call; repeating it changes nothing. */
    REJECTED,
    /** The batch is still being worked on: ask again later. */
    PENDING
  }

  private static final String LOOK_FIRST =
      "Whether it was done is unknown, so it is not sent again by itself: look in Target before you"
          + " send it again";

  private final Kind kind;
  private final String code;
  private final Duration retryAfter;
  private final String unknown;

  public TargetFault(Kind kind, String message, Duration retryAfter, Throwable cause) {
    this(kind, "", message, retryAfter, cause, null);
  }

  /** A refusal to which Adobe gave a code. */
  TargetFault(Kind kind, String code, String message, Duration retryAfter, Throwable cause) {
    this(kind, code, message, retryAfter, cause, null);
  }

  private TargetFault(
      Kind kind,
      String code,
      String message,
      Duration retryAfter,
      Throwable cause,
      String unknown) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
    this.retryAfter = retryAfter;
    this.unknown = unknown;
  }

  /** A call that was not made, because it could only do harm. */
  static TargetFault notSent(String why) {
    return new TargetFault(Kind.REJECTED, why + "; nothing was sent", null, null);
  }

  /**
   * REJECTED: nobody knows whether the call was done, and it must not be done twice.
   *
   * @param said what happened, as one or more whole sentences
   */
  static TargetFault unknown(String said, Throwable cause) {
    return new TargetFault(Kind.REJECTED, "", said + LOOK_FIRST, null, cause, said);
  }

  /** Whether nobody knows if the call was done, and it must not be done twice. */
  public boolean isUnknown() {
    return unknown != null;
  }

  /** The same for what may be done twice: UNAVAILABLE, so that it is repeated. */
  TargetFault forRepeatable() {
    return new TargetFault(
        Kind.UNAVAILABLE, unknown + "What may be done twice is sent again", null, this);
  }

  public Kind kind() {
    return kind;
  }

  /** Adobe's code of the error, such as {@code 403025}; empty where it gave none. */
  public String code() {
    return code;
  }

  @Override
  public Duration retryAfter() {
    return retryAfter;
  }
}
