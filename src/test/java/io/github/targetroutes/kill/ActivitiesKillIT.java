package io.github.targetroutes.kill;

class ActivitiesKillIT extends KillMatrix {

  ActivitiesKillIT() {
    super(new ActivitiesFlow());
  }
}
