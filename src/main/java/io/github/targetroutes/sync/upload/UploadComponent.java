package io.github.targetroutes.sync.upload;

import io.github.targetroutes.ConfigurationException;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.support.DefaultComponent;

/**
 * The source {@code upload:<name>}: each {@code POST /sync/<name>} on the program's own HTTP server
 * is a file. It is open to nobody but who shows the secret, and knows no way to be so: that is why
 * it is no plain {@code platform-http:}, which beside that keeps a whole body in memory.
 */
public final class UploadComponent extends DefaultComponent {

  private static final int SHORTEST_SECRET = 16;

  private Path folder;
  private long maxBytes;
  private Duration patience;

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    if (!name.matches("[a-z][a-z-]*")) {
      throw new ConfigurationException(
          "The source %s names no path; write upload: and the name of the flow".formatted(uri));
    }
    return new UploadEndpoint(uri, this, name);
  }

  /** An hour, not a minute, may go by with one upload before Vert.x speaks of a blocked thread. */
  @Override
  protected void doInit() throws Exception {
    super.doInit();
    if (getCamelContext().getRegistry().findByType(VertxOptions.class).isEmpty()) {
      VertxOptions options =
          new VertxOptions().setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS).setMaxWorkerExecuteTime(1);
      getCamelContext().getRegistry().bind("uploadVertxOptions", options);
    }
  }

  /**
   * @throws ConfigurationException where there is no secret worth the name
   */
  UploadDesk desk(String name) {
    String secret = setting("sync.upload.secret");
    if (secret.length() < SHORTEST_SECRET) {
      throw new ConfigurationException(
          "The source upload:%s needs a secret of at least %d characters; set sync.upload.secret, for example to what `openssl rand -hex 24` says"
              .formatted(name, SHORTEST_SECRET));
    }
    return new UploadDesk(new UploadKey(secret), folder, maxBytes, patience);
  }

  /**
   * Has the program's HTTP server listen, where it doesn't yet.
   *
   * @throws ConfigurationException where it is not said on which port, or it can't be had
   */
  void openServer(String name) throws Exception {
    String port = setting("ops.server.port");
    if (!port.matches("\\d{1,5}")) {
      throw new ConfigurationException(
          "The source upload:%s needs the port of the program's HTTP server; set ops.server.port, for example to 8096"
              .formatted(name));
    }
    if (getCamelContext().hasService(MainHttpServer.class) == null) {
      MainHttpServer server = new MainHttpServer();
      server.setCamelContext(getCamelContext());
      server.setHost(setting("ops.server.host"));
      server.setPort(Integer.parseInt(port));
      requireFree(server.getHost(), server.getPort());
      getCamelContext().addService(server, true, true);
    }
  }

  /** Camel's server says nothing where it can't listen. */
  private static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new ConfigurationException(
          "The address %s:%d (ops.server.host, ops.server.port) can't be used: %s; set another one"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private String setting(String key) {
    return getCamelContext().resolvePropertyPlaceholders("{{" + key + ":}}").strip();
  }

  /** Where what comes lies until it is whole; what a crash left there is cleared away with it. */
  public void setFolder(String folder) {
    this.folder = Path.of(folder);
  }

  /** In bytes. */
  public void setMaxBytes(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** How long nothing may come of an upload before it is given up. */
  public void setPatience(Duration patience) {
    this.patience = patience;
  }
}
