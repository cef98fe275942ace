package io.github.targetroutes;

import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The settings as the routes see them, read with nothing started. */
public final class Settings {

  private final CamelContext context = new DefaultCamelContext();

  /**
   * @param profiles names of settings files, as for {@link TargetRoutes}
   * @throws ConfigurationException where a profile has no file, or a file can't be read
   */
  public Settings(List<String> profiles) {
    String config = TargetRoutes.folder("config");
    Properties initial = new Properties();
    initial.setProperty("config", config);
    context.getPropertiesComponent().setInitialProperties(initial);
    context.getPropertiesComponent().setLocation(new SettingsFiles(config, profiles).locations());
  }

  /** A setting with all placeholders resolved; empty where it is not set. */
  public String get(String key) {
    return context.resolvePropertyPlaceholders("{{" + key + ":}}");
  }
}
