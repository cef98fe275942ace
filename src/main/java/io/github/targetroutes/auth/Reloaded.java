package io.github.targetroutes.auth;

import java.util.function.Supplier;

/**
 * A value that is loaded when it is first asked for, kept, and loaded again when its stamp changes.
 */
final class Reloaded<T> {

  private Object stamp;
  private T value;

  /** A failed load is thrown and nothing is kept, so the next call tries again. */
  synchronized T get(Object now, Supplier<T> load) {
    if (!now.equals(stamp)) {
      clear();
      value = load.get();
      stamp = now;
    }
    return value;
  }

  synchronized void clear() {
    stamp = null;
    value = null;
  }
}
