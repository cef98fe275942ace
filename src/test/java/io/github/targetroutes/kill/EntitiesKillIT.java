package io.github.targetroutes.kill;

class EntitiesKillIT extends KillMatrix {

  EntitiesKillIT() {
    super(new EntitiesFlow());
  }
}
