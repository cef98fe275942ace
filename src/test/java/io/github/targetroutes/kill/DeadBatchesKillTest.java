package io.github.targetroutes.kill;

class DeadBatchesKillTest extends KillMatrix {

  DeadBatchesKillTest() {
    super(new DeadBatchesFlow());
  }
}
