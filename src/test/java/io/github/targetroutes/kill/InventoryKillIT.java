package io.github.targetroutes.kill;

class InventoryKillIT extends KillMatrix {

  InventoryKillIT() {
    super(new InventoryFlow());
  }
}
