package io.github.targetroutes.kill;

class ReportsKillTest extends KillMatrix {

  ReportsKillTest() {
    super(new ReportsFlow());
  }
}
