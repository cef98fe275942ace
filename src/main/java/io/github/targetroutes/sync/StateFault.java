package io.github.targetroutes.sync;

/** The state store failed while flows were running. The message is one sentence. */
public final class StateFault extends RuntimeException {

  public StateFault(Throwable cause) {
    super(
        "The state store can't be used: "
            + StateStore.reason(cause)
            + "; see that its database is up, and that the disk has room",
        cause);
  }
}
