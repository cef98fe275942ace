package io.github.targetroutes.kill;

class BulkKillIT extends KillMatrix {

  BulkKillIT() {
    super(new BulkFlow());
  }
}
