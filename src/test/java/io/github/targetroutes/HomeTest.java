package io.github.targetroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

  private static final String INSTALLED = "target-routes.home";

  @TempDir Path folder;

  @BeforeEach
  void install() {
    System.setProperty(INSTALLED, folder.resolve("home").toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty(INSTALLED);
  }

  private Path routes(String file) throws IOException {
    Path routes = folder.resolve("elsewhere");
    Files.createDirectories(routes.resolve(file).getParent());
    Files.createFile(routes.resolve(file));
    return routes.toRealPath();
  }

  /** Camel finds nothing behind a link. */
  @Test
  void aLinkedFolderIsTheOneThatItLeadsTo() throws IOException {
    Path routes = routes("auth/a.camel.yaml");
    Files.createDirectories(folder.resolve("home"));
    Files.createSymbolicLink(folder.resolve("home/linked"), routes);

    assertThat(Home.location("linked")).isEqualTo("file:" + routes);
    assertThat(Home.location("nowhere")).isEqualTo("classpath:target-routes/nowhere");
  }

  @Test
  void routesThatWouldNotBeReadAreTold() throws IOException {
    Path routes = routes("auth/a.camel.yaml");
    Home.requireRoutes(routes);
    Files.createSymbolicLink(routes.resolve("sync"), routes.resolve("auth"));
    assertThatThrownBy(() -> Home.requireRoutes(routes))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(routes.resolve("sync").toString())
        .hasMessageContaining("link its files");

    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> Home.requireRoutes(empty))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("There are no routes in " + empty);
  }

  @Test
  void everyRouteOfTheProgramIsNamedForTheClassPath() throws IOException {
    Path routes = Path.of("routes");
    try (Stream<Path> files = Files.walk(routes)) {
      assertThat(Home.routesOfClassPath())
          .containsExactlyElementsOf(
              files
                  .map(file -> routes.relativize(file).toString().replace('\\', '/'))
                  .filter(file -> file.endsWith(".camel.yaml"))
                  .map(file -> file.replace(".camel.yaml", ""))
                  .sorted()
                  .toList());
    }
  }
}
