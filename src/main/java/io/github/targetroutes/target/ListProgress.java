package io.github.targetroutes.target;

/**
 * How far a list has been read, and whether it goes round in a circle: by Brent's method, which
 * finds a circle of any length with one remembered page.
 */
final class ListProgress {

  private final Object list;
  private String remembered = "";
  private long pages;
  private long rememberUntil = 1;
  private long next = -1;

  /**
   * @param list what tells one list from another
   */
  ListProgress(Object list) {
    this.list = list;
  }

  /** Whether a page of this list that begins there follows on the last one. */
  boolean goesOn(Object other, long offset) {
    return list.equals(other) && next == offset;
  }

  /** Takes up a page, and tells whether it came before. */
  boolean seen(ListPage page, long offset) {
    next = offset + page.count();
    if (page.count() == 0) {
      return false;
    }
    if (page.fingerprint().equals(remembered)) {
      return true;
    }
    if (++pages == rememberUntil) {
      remembered = page.fingerprint();
      rememberUntil *= 2;
    }
    return false;
  }
}
