package io.github.targetroutes.kill;

class OffersKillIT extends KillMatrix {

  OffersKillIT() {
    super(new OffersFlow());
  }
}
