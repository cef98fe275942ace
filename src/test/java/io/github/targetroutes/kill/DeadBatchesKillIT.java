package io.github.targetroutes.kill;

class DeadBatchesKillIT extends KillMatrix {

  DeadBatchesKillIT() {
    super(new DeadBatchesFlow());
  }
}
