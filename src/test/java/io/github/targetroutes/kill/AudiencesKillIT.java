package io.github.targetroutes.kill;

class AudiencesKillIT extends KillMatrix {

  AudiencesKillIT() {
    super(new AudiencesFlow());
  }
}
