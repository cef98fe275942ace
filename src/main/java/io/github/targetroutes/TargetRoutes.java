package io.github.targetroutes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/**
 * Camel Main, set up for Target Routes: routes and settings come from the folders {@code routes/}
 * and {@code config/} of the working directory, or else of the folder that the program was
 * installed in, or else from the class path, so that the jar can be embedded.
 */
public final class TargetRoutes extends Main {

  /**
   * @param profiles names of settings files, {@code config/application-<profile>.properties}; where
   *     two set the same key, the first one wins
   * @param routes the route files to run, without ending, as in {@code auth/*}; none named: all
   */
  public TargetRoutes(List<String> profiles, String... routes) {
    super(TargetRoutes.class);
    configure().withProfile(String.join(",", profiles));
    configure()
        .withRoutesIncludePattern(
            (routes.length == 0 ? Stream.of("**/*") : Stream.of(routes))
                .map(route -> folder("routes") + "/" + route + ".camel.yaml")
                .collect(Collectors.joining(",")));
    setPropertyPlaceholderLocations(String.join(",", settings(profiles)));
    addInitialProperty("config", folder("config"));
  }

  /** Files of settings, the strongest first. */
  private static List<String> settings(List<String> profiles) {
    String config = folder("config") + "/";
    List<String> files = new ArrayList<>();
    profiles.forEach(p -> files.add(config + "application-" + p + ".properties;optional=true"));
    files.add(config + "secrets.properties;optional=true");
    files.add(config + "application.properties");
    return files;
  }

  private static String folder(String name) {
    return Home.folder(name).map(folder -> "file:" + folder).orElse("classpath:" + name);
  }
}
