package io.github.targetroutes.sync.change;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Target takes of one kind of objects. */
public interface ObjectRules {

  /**
   * Makes an object as it is sent.
   *
   * @param key what identifies it in the source
   * @param mapped what the mapping made of the record
   * @throws BrokenRule where Target would not take it
   */
  ObjectNode check(String key, ObjectNode mapped) throws BrokenRule;

  /**
   * Checks a key that is to be deleted.
   *
   * @throws BrokenRule where it can be no key of such an object
   */
  default void checkKey(String key) throws BrokenRule {}
}
