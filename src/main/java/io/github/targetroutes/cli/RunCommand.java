package io.github.targetroutes.cli;

import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.ops.Lifecycle;
import io.github.targetroutes.ops.status.StatusServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the routes. */
@Command(
    name = "target-routes",
    mixinStandardHelpOptions = true,
    description =
        "Keeps an Adobe access token and moves data between your systems and Adobe Target.")
public final class RunCommand implements Callable<Integer> {

  @Mixin private Profiles profiles;

  @Option(names = "--once", description = "End when nothing is left to do.")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    TargetRoutes main = new TargetRoutes(profiles.names());
    if (once) {
      main.addOverrideProperty("ops.once", "true");
    }
    main.addMainListener(new StatusServer());
    Lifecycle lifecycle = new Lifecycle();
    main.addMainListener(lifecycle);
    main.run();
    return lifecycle.exitCode();
  }
}
