package io.github.targetroutes.sync.change;

/** What a change does with an object of Target. */
public enum Action {
  CREATE,
  UPDATE,
  DELETE
}
