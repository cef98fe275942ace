package io.github.targetroutes.kill;

class OffersKillTest extends KillMatrix {

  OffersKillTest() {
    super(new OffersFlow());
  }
}
