package io.github.targetroutes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;

/**
 * The settings as a run would see them, and where each one comes from. Nothing is started for it:
 * no route, no sandbox. The values are Camel's own reading of the files, so that they can't differ
 * from those of a run.
 */
public final class Settings implements AutoCloseable {

  /** Where a value comes from when a system property gives it. */
  private static final String OPTION = "-D";

  private final SettingsFiles files;
  private final Map<String, String> environment;
  private final Properties system;
  private final CamelContext context = new DefaultCamelContext();

  /**
   * @param profiles those to run with, the strongest first
   * @throws ConfigurationException where a profile has no file, or a file can't be read
   */
  public Settings(List<String> profiles) {
    this(Home.location("config"), profiles, System.getenv(), System.getProperties());
  }

  Settings(
      String folder, List<String> profiles, Map<String, String> environment, Properties system) {
    this.files = new SettingsFiles(folder, profiles);
    this.environment = environment;
    this.system = system;
    PropertiesComponent properties = context.getPropertiesComponent();
    properties.setLocation(files.locations());
    properties.addInitialProperty("config", folder);
  }

  /** The value, with all placeholders resolved; empty where it is not set or blank. */
  public String value(String key) {
    return origin(key)
        .map(set -> context.resolvePropertyPlaceholders("{{" + key + "}}").strip())
        .orElse("");
  }

  /**
   * Who has the last word on a key: an environment variable, a system property, or a file, named so
   * that the operator finds it. Empty where it is set nowhere.
   */
  public Optional<String> origin(String key) {
    String variable = variable(key);
    if (environment.containsKey(variable)) {
      return Optional.of("environment variable " + variable);
    }
    if (system.containsKey(key)) {
      return Optional.of(OPTION + key);
    }
    return files.holder(key);
  }

  /** The environment variable that sets a key. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  @Override
  public void close() {
    context.stop();
  }
}
