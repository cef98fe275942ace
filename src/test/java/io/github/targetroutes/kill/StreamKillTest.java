package io.github.targetroutes.kill;

class StreamKillTest extends KillMatrix {

  StreamKillTest() {
    super(new StreamFlow());
  }
}
