package io.github.targetroutes.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The option that names the settings to run with. */
public final class Profiles {

  @Option(
      names = "--profile",
      split = ",",
      paramLabel = "NAME",
      description =
          "Settings to run with: config/application-NAME.properties (default: what"
              + " CAMEL_MAIN_PROFILE or -Dcamel.main.profile says, or else sandbox).")
  private List<String> names = ofEnvironment();

  List<String> names() {
    return names;
  }

  private static List<String> ofEnvironment() {
    String environment = System.getenv().getOrDefault("CAMEL_MAIN_PROFILE", "sandbox");
    return List.of(System.getProperty("camel.main.profile", environment).split(","));
  }
}
