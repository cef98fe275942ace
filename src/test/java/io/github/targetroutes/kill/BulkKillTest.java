package io.github.targetroutes.kill;

class BulkKillTest extends KillMatrix {

  BulkKillTest() {
    super(new BulkFlow());
  }
}
