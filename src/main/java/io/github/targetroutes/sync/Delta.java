package io.github.targetroutes.sync;

import java.util.Map;
import java.util.Set;

/** Tells what Target has already from what has to be sent. */
public interface Delta {

  /** Target has nothing, as far as is known: everything is sent. */
  Delta NOTHING_KNOWN = () -> hashes -> Set.of();

  /** Begins to compare the profiles of one run. */
  Comparison begin();

  /** Compares profiles, some at a time, in their order. */
  interface Comparison {

    /**
     * Which of some profiles need not be sent.
     *
     * @param hashes of what would be sent, by those of the ids ({@link ProfileHashes})
     * @return those of the hashes of what would be sent that Target has
     */
    Set<String> unchanged(Map<String, String> hashes);
  }
}
