package io.github.targetroutes.cli;

import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.ops.Lifecycle;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the routes. */
@Command(
    name = "target-routes",
    mixinStandardHelpOptions = true,
    description =
        "Keeps an Adobe access token and moves data between your systems and Adobe Target.")
public final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--profile",
      split = ",",
      description =
          "Settings to run with: config/application-<profile>.properties (default: what"
              + " CAMEL_MAIN_PROFILE or -Dcamel.main.profile says, or else sandbox).")
  private List<String> profiles = profilesOfEnvironment();

  @Option(names = "--once", description = "End when nothing is left to do.")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    TargetRoutes main = new TargetRoutes(profiles);
    if (once) {
      main.addOverrideProperty("ops.once", "true");
    }
    Lifecycle lifecycle = new Lifecycle();
    main.addMainListener(lifecycle);
    main.run();
    return lifecycle.exitCode();
  }

  private static List<String> profilesOfEnvironment() {
    String environment = System.getenv().getOrDefault("CAMEL_MAIN_PROFILE", "sandbox");
    return List.of(System.getProperty("camel.main.profile", environment).split(","));
  }
}
