package io.github.targetroutes.ops;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes the mask know secrets before Camel reads its settings, which it logs at DEBUG: those in the
 * environment and in system properties, by their names.
 */
public final class SecretSettings {

  private static final Pattern SECRET = Pattern.compile("(?i).*(secret|passphrase|password)");

  private SecretSettings() {}

  public static void register() {
    register(System.getenv());
    System.getProperties()
        .forEach((name, value) -> register(Map.of(name.toString(), value.toString())));
  }

  private static void register(Map<String, String> settings) {
    settings.forEach(
        (name, value) -> {
          if (SECRET.matcher(name).matches()) {
            SecretMask.register(value);
          }
        });
  }
}
