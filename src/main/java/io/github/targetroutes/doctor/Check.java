package io.github.targetroutes.doctor;

import java.util.List;

/**
 * One thing to look at.
 *
 * @param name what it is called
 * @param needs the checks without which this one would tell nothing new
 * @param look looks at it
 */
record Check(String name, List<String> needs, Look look) {

  /** Looks, and says what it found; a fault that it throws is a failure, told in its own words. */
  interface Look {
    Finding look() throws Exception;
  }

  Check(String name, Look look) {
    this(name, List.of(), look);
  }

  Check after(String... names) {
    return new Check(name, List.of(names), look);
  }
}
