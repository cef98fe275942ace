package io.github.targetroutes.cli;

import io.github.targetroutes.TargetRoutes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the sandbox alone, so that any client can be tried against it. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Runs IMS and Target on 127.0.0.1, until it is stopped.")
public final class SandboxCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    TargetRoutes main = new TargetRoutes(List.of("sandbox"));
    main.configure().withRoutesIncludePattern("false");
    main.addOverrideProperty("sandbox.sample-rows", "0");
    main.run();
    return 0;
  }
}
