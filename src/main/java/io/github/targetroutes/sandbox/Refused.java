package io.github.targetroutes.sandbox;

import java.io.IOException;
import java.time.Instant;

/**
 * A call that Target turns away. Adobe publishes one error code only, {@code Unsupported.Feature};
 * the others are the sandbox's.
 */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private Refused(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static Refused invalid(String message) {
    return new Refused(400, "Validation.Error", message);
  }

  static Refused inUse(String message) {
    return new Refused(400, "Resource.InUse", message);
  }

  static Refused notFound(String message) {
    return new Refused(404, "Resource.NotFound", message);
  }

  Answer answer(Instant now) {
    return Answer.target(status, code, getMessage(), now);
  }

  /** The endpoint whose refusals, and values that it can't use, become answers. */
  static Endpoint answered(Endpoint endpoint) {
    return call -> {
      try {
        return endpoint.answer(call);
      } catch (Refused e) {
        return e.answer(call.now());
      } catch (IllegalArgumentException e) {
        return invalid(e.getMessage()).answer(call.now());
      } catch (IOException e) {
        // The one thing that an endpoint reads is the body.
        return invalid("The body is no JSON").answer(call.now());
      }
    };
  }
}
