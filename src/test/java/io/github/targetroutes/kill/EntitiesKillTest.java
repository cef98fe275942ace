package io.github.targetroutes.kill;

class EntitiesKillTest extends KillMatrix {

  EntitiesKillTest() {
    super(new EntitiesFlow());
  }
}
