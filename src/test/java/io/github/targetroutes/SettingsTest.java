package io.github.targetroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment variable goes before a system property, then profile, secrets, defaults. */
class SettingsTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write("application.properties", "a.key=base\nb.key=base\nc.key=base\nd.key={{a.key}}/x\n");
    write("secrets.properties", "a.key=secrets\nb.key=secrets\n");
    write("application-own.properties", "a.key=own\n");
  }

  @Test
  void theStrongestFileIsNamed() {
    try (Settings settings = settings(new Properties())) {
      assertThat(settings.value("a.key") + origin(settings, "a.key"))
          .isEqualTo("own application-own.properties");
      assertThat(settings.value("b.key") + origin(settings, "b.key"))
          .isEqualTo("secrets secrets.properties");
      assertThat(settings.value("c.key") + origin(settings, "c.key"))
          .isEqualTo("base application.properties");
      assertThat(settings.value("d.key")).isEqualTo("own/x");
      assertThat(settings.value("e.key")).isEmpty();
      assertThat(settings.origin("e.key")).isEmpty();
    }
  }

  @Test
  void environmentGoesBeforeSystemPropertiesAndThoseBeforeFiles() {
    Properties system = new Properties();
    system.setProperty("a.key", "-D");
    try (Settings settings = settings(system)) {
      assertThat(settings.origin("a.key")).hasValue("-Da.key");
    }
    try (Settings settings =
        new Settings("file:" + folder, List.of("own"), Map.of("A_KEY", "env"), system)) {
      assertThat(settings.origin("a.key")).hasValue("environment variable A_KEY");
    }
    assertThat(Settings.variable("adobe.ims.client-id")).isEqualTo("ADOBE_IMS_CLIENT_ID");
  }

  private Settings settings(Properties system) {
    return new Settings("file:" + folder, List.of("own"), Map.of(), system);
  }

  private String origin(Settings settings, String key) {
    return settings.origin(key).orElseThrow().replace(folder + "/", " ");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
