package io.github.targetroutes.sync.change;

/**
 * What a run changes of one object.
 *
 * @param number from 1, in the order of the input
 * @param key what identifies the object in the source
 * @param action what is done with it
 * @param targetId Target's own id of it; null where it has none, or not yet
 * @param place where its body stands in the run's {@link Bodies}, in bytes
 * @param length of the body, in bytes; 0 where there is none
 * @param line of the input, from 1
 * @param rows records of the input that went into it; more than 1 where a later one replaced an
 *     earlier one of the same key
 * @param hash of the body, by which it is told from what Target has
 */
public record Change(
    long number,
    String key,
    Action action,
    String targetId,
    long place,
    int length,
    long line,
    long rows,
    String hash) {

  Change replacing(Change earlier) {
    return new Change(
        earlier.number, key, action, targetId, place, length, line, earlier.rows + rows, hash);
  }

  /** Everything but what is somebody's data. */
  @Override
  public String toString() {
    return "Change[" + action + ", line=" + line + "]";
  }
}
