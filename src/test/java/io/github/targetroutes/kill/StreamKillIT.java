package io.github.targetroutes.kill;

class StreamKillIT extends KillMatrix {

  StreamKillIT() {
    super(new StreamFlow());
  }
}
