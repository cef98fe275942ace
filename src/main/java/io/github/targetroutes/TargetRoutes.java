package io.github.targetroutes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.main.Main;

/**
 * Camel Main, set up for Target Routes: routes and settings come from the folders {@code routes/}
 * and {@code config/} of the working directory where they are there, and from the class path where
 * not, so that the jar can be embedded.
 */
public final class TargetRoutes extends Main {

  /**
   * @param profiles names of settings files, {@code config/application-<profile>.properties}; where
   *     two set the same key, the first one wins
   */
  public TargetRoutes(List<String> profiles) {
    super(TargetRoutes.class);
    // All routes are in the folder routes/: no class path is searched for more.
    configure().withBasePackageScanEnabled(false);
    configure().withProfile(String.join(",", profiles));
    configure().withRoutesIncludePattern(folder("routes") + "/**/*.camel.yaml");
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
    return Files.isDirectory(Path.of(name)) ? "file:" + name : "classpath:" + name;
  }
}
