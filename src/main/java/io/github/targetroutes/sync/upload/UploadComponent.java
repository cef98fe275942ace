package io.github.targetroutes.sync.upload;

import io.github.targetroutes.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
   * @throws ConfigurationException where the program has no HTTP server
   */
  void requireServer(String name) {
    if (getCamelContext().hasService(MainHttpServer.class) == null) {
      throw new ConfigurationException(
          "The source upload:%s needs the program's HTTP server; set ops.server.port, for example to 8096"
              .formatted(name));
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
