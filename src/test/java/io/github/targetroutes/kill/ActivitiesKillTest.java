package io.github.targetroutes.kill;

class ActivitiesKillTest extends KillMatrix {

  ActivitiesKillTest() {
    super(new ActivitiesFlow());
  }
}
