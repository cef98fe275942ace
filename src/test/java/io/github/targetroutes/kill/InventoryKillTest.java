package io.github.targetroutes.kill;

class InventoryKillTest extends KillMatrix {

  InventoryKillTest() {
    super(new InventoryFlow());
  }
}
