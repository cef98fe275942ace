package io.github.targetroutes.kill;

class ReportsKillIT extends KillMatrix {

  ReportsKillIT() {
    super(new ReportsFlow());
  }
}
