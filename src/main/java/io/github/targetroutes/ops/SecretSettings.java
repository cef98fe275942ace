package io.github.targetroutes.ops;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes the mask know secrets before Camel reads its settings, which it logs at DEBUG: those in the
 * environment, in system properties and in files, by their names.
 */
public final class SecretSettings {

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(secret|passphrase|password|private[._-]?key)");

  /** In characters: a private key as text is longer, the name of its file is not. */
  private static final int LONGEST_FILE_NAME = 400;

  private SecretSettings() {}

  /** Those of the environment and of the system properties. */
  public static void register() {
    register(System.getenv());
    register(System.getProperties());
  }

  /** Those of a file. */
  public static void register(Map<?, ?> settings) {
    settings.forEach((name, value) -> register(name.toString(), value.toString()));
  }

  private static void register(String name, String value) {
    boolean isFileName =
        name.toLowerCase(Locale.ROOT).endsWith("key") && value.length() <= LONGEST_FILE_NAME;
    // What a placeholder stands for is registered by its own name.
    boolean isPlaceholder = value.contains("{{");
    if (SECRET.matcher(name).matches() && !isFileName && !isPlaceholder) {
      SecretMask.register(value);
    }
  }
}
