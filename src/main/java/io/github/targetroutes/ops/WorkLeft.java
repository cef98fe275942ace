package io.github.targetroutes.ops;

/** A bean that knows of work which no file and no message stands for any more. */
public interface WorkLeft {

  /** Whether something could be done now, or will be soon: the program does not end before. */
  boolean isWorkLeft();
}
