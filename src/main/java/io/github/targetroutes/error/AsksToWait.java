package io.github.targetroutes.error;

import java.time.Duration;

/** A fault that may say how long to wait before the next attempt. */
public interface AsksToWait {

  /** How long; null where it does not say. */
  Duration retryAfter();
}
