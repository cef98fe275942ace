package io.github.targetroutes.sync.upload;

import java.io.IOException;

/** A body did not come to its end, and that is no fault of this side. */
final class BrokenOff extends IOException {

  private static final long serialVersionUID = 1L;

  BrokenOff(String message) {
    super(message);
  }

  BrokenOff(String message, Throwable cause) {
    super(message, cause);
  }
}
