package io.github.targetroutes.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.targetroutes.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator sees on the error stream, with the log configuration that is shipped. */
class LoggingTest {

  private static final String LOCATION = "log4j2.configurationFile";
  private static final List<String> PROPERTIES = List.of(LOCATION, "log.level", "log.stacktrace");

  private final Map<String, String> before = new TreeMap<>();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream err = System.err;

  @BeforeEach
  void catchErrorStream() {
    PROPERTIES.stream()
        .filter(p -> System.getProperty(p) != null)
        .forEach(p -> before.put(p, System.getProperty(p)));
    PROPERTIES.forEach(System::clearProperty);
    System.setErr(new PrintStream(shown, true, UTF_8));
  }

  @AfterEach
  void putBack() {
    System.setErr(err);
    PROPERTIES.forEach(System::clearProperty);
    System.getProperties().putAll(before);
    Configurator.reconfigure();
  }

  @Test
  void aLineSaysWhenHowGraveWhoAndWhat() {
    configure();

    logger("io.github.targetroutes.auth.token-refresh").info("Token renewed");
    logger("org.apache.camel.impl.Engine").info("chatter");
    logger("org.apache.camel.impl.Engine").warn("Something is wrong");

    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d INFO  \\[auth] Token renewed"),
            line -> assertThat(line).endsWith(" WARN  [camel] Something is wrong"));
  }

  @Test
  void noDataCanPretendToBeALine() {
    configure();

    logger("io.github.targetroutes.sync.x")
        .info("file {}", "a\r\n00:00:00 INFO  [sync] all well\u001b[2J");

    assertThat(lines())
        .singleElement()
        .asString()
        .endsWith("[sync] file a\\r\\n00:00:00 INFO  [sync] all well\\u001b[2J");
  }

  @Test
  void anErrorIsOneSentenceUntilStackTracesAreAskedFor() {
    configure();
    logger("io.github.targetroutes.auth.x").error("IMS is down", failure());
    assertThat(lines()).singleElement().asString().endsWith("[auth] IMS is down");
    shown.reset();

    System.setProperty("log.stacktrace", "true");
    Configurator.reconfigure();
    logger("io.github.targetroutes.auth.x").error("IMS is down", failure());
    assertThat(lines())
        .hasSizeGreaterThan(4)
        .anyMatch(line -> line.startsWith("    Caused by: ") && line.contains("client_secret=***"))
        .noneMatch(line -> line.contains("canary") || line.startsWith("00:00:00"));
  }

  @Test
  void debugIsForTheHouseAlone() {
    System.setProperty("log.level", "DEBUG");
    configure();

    logger("io.github.targetroutes.target.target-call").debug("detail");
    logger("org.apache.camel.impl.Engine").debug("chatter");
    logger("io.vertx.core.Vertx").info("chatter");

    assertThat(lines()).singleElement().asString().endsWith("DEBUG [target] detail");
  }

  @Test
  void theWireLogOfTheHttpClientShowsNoSecret() throws Exception {
    configure();
    Configurator.setLevel("org.apache.hc.client5.http", Level.DEBUG);
    String answered =
        "eyJhbGciOiJSUzI1NiJ9." + "canaryAnswer".repeat(2000) + "." + "canarySignature".repeat(20);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              ("{\"access_token\":\"" + answered + "\",\"expires_in\":1}").getBytes(UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      HttpPost post = new HttpPost("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      post.setHeader("Authorization", "Bearer canary-bearer");
      post.setEntity(
          new StringEntity(
              "client_id=visible&client_secret=canary%2Bsecret&jwt_token=canary.jwt",
              ContentType.APPLICATION_FORM_URLENCODED));
      client.execute(post, response -> EntityUtils.toString(response.getEntity()));
    } finally {
      server.stop(0);
    }

    assertThat(shown.toString(UTF_8))
        .contains("Authorization: Bearer ***", "client_id=visible", "client_secret=***")
        .doesNotContainIgnoringCase("canary");
  }

  @Test
  void theFolderOfTheOperatorGoesBeforeTheCopyInTheJar(@TempDir Path home) throws Exception {
    Path file = Files.createDirectories(home.resolve("config")).resolve("log4j2.properties");
    Files.writeString(
        file, Files.readString(Path.of("config/log4j2.properties")).replace("= WARN", "= ERROR"));
    Logging.configure(Optional.of(home.resolve("config")));
    logger("org.example.Thing").warn("silenced by the operator");
    assertThat(lines()).isEmpty();

    System.clearProperty(LOCATION);
    Files.delete(file);
    Logging.configure(Optional.of(home.resolve("config")));
    logger("org.example.Thing").warn("shown by the copy");
    assertThat(System.getProperty(LOCATION)).startsWith("classpath:");
    assertThat(lines()).singleElement().asString().endsWith("[example] shown by the copy");
  }

  @Test
  void aLocationOnTheCommandLineGoesBeforeAll() {
    System.setProperty(LOCATION, "elsewhere.properties");

    Logging.configure(Home.folder("config"));

    assertThat(System.getProperty(LOCATION)).isEqualTo("elsewhere.properties");
  }

  private static void configure() {
    logger("io.github.targetroutes").isInfoEnabled();
    Logging.configure(Home.folder("config"));
  }

  private static Logger logger(String name) {
    return LoggerFactory.getLogger(name);
  }

  private static Exception failure() {
    return new IllegalStateException(
        "one\n00:00:00 INFO  [auth] forged", new RuntimeException("client_secret=canary"));
  }

  private List<String> lines() {
    return shown.toString(UTF_8).lines().toList();
  }
}
