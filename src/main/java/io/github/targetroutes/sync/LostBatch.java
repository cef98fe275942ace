package io.github.targetroutes.sync;

/** The file of a batch that was prepared is gone. The message says how to begin anew. */
public final class LostBatch extends RuntimeException {

  LostBatch(Batch batch) {
    super(
        "%s can't be sent, its file %s is gone; to begin anew, move %s from the work folder back into the inbox"
            .formatted(batch.label(), batch.file(), batch.run()));
  }
}
