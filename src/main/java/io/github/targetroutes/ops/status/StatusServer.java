package io.github.targetroutes.ops.status;

import io.github.targetroutes.ConfigurationException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the program's HTTP server, Camel's, with what the routes of the status need, where {@code
 * ops.server.port} is set. Where it is not, nothing of it is loaded. Sources that take uploads
 * listen on it too.
 */
public final class StatusServer extends MainListenerSupport {

  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final String HOST = "ops.server.host";
  private static final String PORT = "ops.server.port";
  private static final int MAX_PORT = 65_535;

  /** In bytes. An upload has a limit of its own. */
  private static final long MAX_BODY = 64 * 1024;

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    String port = setting(context, PORT);
    if (!port.isEmpty()) {
      String host = setting(context, HOST);
      requireFree(host, number(port));
      context.getRegistry().bind("serverVertxOptions", patient());
      main.configure()
          .httpServer()
          .withEnabled(true)
          .withHost(host)
          .withPort(number(port))
          .withMaxBodySize(MAX_BODY);
      main.configure().metrics().withEnabled(true);
      main.configure()
          .health()
          .withEnabled(true)
          .withRoutesEnabled(false)
          .setConsumersEnabled(false);
    }
  }

  /** An hour, not a minute, may go by with one upload before Vert.x speaks of a blocked thread. */
  private static VertxOptions patient() {
    return new VertxOptions()
        .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS)
        .setMaxWorkerExecuteTime(1);
  }

  private static int number(String port) {
    if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= MAX_PORT) {
      return Integer.parseInt(port);
    }
    throw new ConfigurationException(
        PORT + "=" + port + " is no port; write a number from 1 to 65535, or nothing");
  }

  /** Camel's server says nothing where it can't listen. */
  private static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new ConfigurationException(
          "The address %s:%d (%s, %s) can't be used: %s; set another one"
              .formatted(host, port, HOST, PORT, e.getMessage()),
          e);
    }
  }

  /** Before the routes are made, which name what is bound here. */
  @Override
  public void afterConfigure(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    if (!setting(context, PORT).isEmpty()) {
      HealthCheckRegistry health = HealthCheckRegistry.get(context);
      health.register(new CredentialHealth());
      health.register(new StateHealth());
      PrometheusMeterRegistry registry =
          context.getRegistry().findSingleByType(PrometheusMeterRegistry.class);
      context.getRegistry().bind("statusView", new StatusView(context, registry));
    }
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    if (!setting(context, PORT).isEmpty()) {
      LOG.info(
          "Status on http://{}:{}/status, health under /health, metrics under /metrics",
          setting(context, HOST),
          setting(context, PORT));
    }
  }

  private static String setting(CamelContext context, String key) {
    return context.resolvePropertyPlaceholders("{{" + key + "}}").strip();
  }
}
