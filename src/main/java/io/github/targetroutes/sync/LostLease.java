package io.github.targetroutes.sync;

/** Another node works on the flows, for this one was silent for longer than the lease. */
public final class LostLease extends RuntimeException {

  LostLease() {
    super(
        "This node was silent for longer than sync.state.lease, and another one has gone on with"
            + " its work: nothing is lost, and nothing is to be done here");
  }
}
