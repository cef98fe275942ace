package io.github.targetroutes.cli;

import io.github.targetroutes.sandbox.Sandbox;
import io.github.targetroutes.sandbox.SandboxProfile;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Runs the sandbox alone, so that any client can be tried against it. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Runs IMS and Target on 127.0.0.1, until it is stopped.")
public final class SandboxCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    try (Sandbox sandbox = SandboxProfile.start()) {
      System.out.println("IMS and Target listen on " + sandbox.url() + "; " + sandbox.url() + "/sandbox shows their state");
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
