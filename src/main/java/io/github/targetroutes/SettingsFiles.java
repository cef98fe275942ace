package io.github.targetroutes;

import io.github.targetroutes.ops.SecretSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The files of settings of a {@code config} folder, each of which can be read. */
final class SettingsFiles {

  private final String folder;
  private final List<String> names = new ArrayList<>();

  /**
   * @param folder {@code file:} or {@code classpath:}, and the folder
   * @param profiles those to run with, the strongest first
   * @throws ConfigurationException where a profile has no file, or a file can't be read
   */
  SettingsFiles(String folder, List<String> profiles) {
    this.folder = folder;
    for (String profile : profiles) {
      if (!add("application-" + profile + ".properties")) {
        throw new ConfigurationException(
            "There is no profile \"%s\": it would be the file %s/application-%s.properties; correct its name, or add the file"
                .formatted(profile, path(""), profile));
      }
    }
    add("secrets.properties");
    if (!add("application.properties")) {
      throw new ConfigurationException(
          path("application.properties") + " is missing; put it there again");
    }
  }

  /** The files as Camel takes them, the strongest first. */
  String locations() {
    return String.join(",", names.stream().map(name -> folder + "/" + name).toList());
  }

  /** Java's properties take a backslash as an escape, so that a path of Windows may be none. */
  private boolean add(String name) {
    try (InputStream file = open(name)) {
      if (file == null) {
        return false;
      }
      Properties settings = new Properties();
      settings.load(file);
      SecretSettings.register(settings);
      names.add(name);
      return true;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          path(name) + " holds a \\u that begins no character; write each backslash twice", e);
    } catch (IOException e) {
      throw new ConfigurationException(
          path(name) + " can't be read; see that this user may read it", e);
    }
  }

  private InputStream open(String name) throws IOException {
    if (folder.startsWith("classpath:")) {
      return SettingsFiles.class.getResourceAsStream("/" + path(name));
    }
    Path file = Path.of(path(name));
    return Files.exists(file) ? Files.newInputStream(file) : null;
  }

  private String path(String name) {
    String path = folder.replaceFirst("^(file|classpath):", "");
    return name.isEmpty() ? path : path + "/" + name;
  }
}
