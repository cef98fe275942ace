package io.github.targetroutes.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.TestSandbox;
import io.github.targetroutes.sandbox.Sandbox;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.apache.camel.util.FileUtil;
import org.awaitility.Awaitility;

/**
 * The real routes from {@code routes/} with the real settings from {@code config/}, against a real
 * sandbox, in a data folder of their own. Retries and waits are shortened; a test may change more
 * in {@link #settings(Properties)} and {@link #sandbox(SandboxOptions.Builder)}.
 */
public abstract class SandboxRoutesTest extends CamelMainTestSupport {

  private static final ObjectMapper JSON = new ObjectMapper();

  protected static final X509Certificate CERTIFICATE = TestSandbox.CERTIFICATE;

  static {
    Awaitility.setDefaultPollInterval(Duration.ofMillis(30));
  }

  // Without initial values: they are set while the constructor of the superclass runs.
  protected Path data;
  protected Sandbox sandbox;

  /** Changes settings of this test. */
  protected void settings(Properties settings) {}

  /** Changes the sandbox of this test. */
  protected void sandbox(SandboxOptions.Builder options) {}

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    configuration.withRoutesIncludePattern("file:routes/**/*.camel.yaml");
  }

  @Override
  protected String getPropertyPlaceholderLocations() {
    return "file:config/application.properties";
  }

  @Override
  protected Properties useOverridePropertiesWithPropertiesComponent() {
    data = temporaryFolder();
    TestSandbox adobe = TestSandbox.start(data, this::sandbox);
    sandbox = adobe.sandbox();
    Properties settings = new Properties();
    settings.setProperty("config", "file:config");
    // Quartz keeps one scheduler for each name in a JVM, with what an earlier test left in it.
    settings.setProperty("camel.main.name", data.getFileName().toString());
    settings.putAll(adobe.settings());
    settings(settings);
    return settings;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("target-routes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The sandbox and the folder live as long as the context: for one test, or for all of a class.
   */
  @Override
  protected CamelContext createCamelContext() throws Exception {
    CamelContext created = super.createCamelContext();
    TargetRoutes.startCalledFirst(created);
    startBeansFirst(created);
    created.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onContextStopped(CamelContext stopped) {
            sandbox.close();
            FileUtil.removeDir(data.toFile());
          }
        });
    return created;
  }

  /** Has the routes made in less time, as the program does it. */
  private static void startBeansFirst(CamelContext context) {
    ServiceHelper.startService(context.getComponent("bean"));
  }

  /** Sends an exchange with variables, by name and value in turn, through a route. */
  protected Exchange call(String endpoint, Object body, Object... variables) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(body);
    for (int i = 0; i < variables.length; i += 2) {
      exchange.setVariable((String) variables[i], variables[i + 1]);
    }
    return template.send(endpoint, exchange);
  }

  /** Puts a file into a folder below the data folder, whole at once. */
  protected Path put(String folder, String name, String content) {
    try {
      Path part = Files.createTempFile(data, "put", ".part");
      Files.writeString(part, content);
      Files.createDirectories(data.resolve(folder));
      return Files.move(part, data.resolve(folder).resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Regular files of a folder below the data folder, in the order of their names. */
  protected List<Path> files(String folder) {
    Path path = data.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException changing) {
      return List.of();
    }
  }

  protected static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
