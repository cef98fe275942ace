package io.github.targetroutes.kill;

class AudiencesKillTest extends KillMatrix {

  AudiencesKillTest() {
    super(new AudiencesFlow());
  }
}
