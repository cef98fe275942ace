package io.github.targetroutes.sync.object;

/**
 * Where Target has an object.
 *
 * @param kind the part of its address that tells one kind of a flow's objects from another; empty
 *     where there is one kind
 * @param id its number, as a text
 */
record TargetId(String kind, String id) {

  /** As the ledger keeps it. */
  static TargetId of(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new TargetId("", text)
        : new TargetId(text.substring(0, slash), text.substring(slash + 1));
  }

  /** As the ledger keeps it: {@code content/17}, or {@code 17} where there is one kind. */
  @Override
  public String toString() {
    return kind.isEmpty() ? id : kind + "/" + id;
  }
}
