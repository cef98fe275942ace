package io.github.targetroutes.sync.mapping;

/** A value of a source that can't be converted. The message says why, without the value. */
public final class WrongValue extends Exception {

  WrongValue(String reason) {
    // Bad values come by the million: none needs to know where in the program it was found.
    super(reason, null, false, false);
  }
}
