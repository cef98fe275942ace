package io.github.targetroutes.kamelet;

import io.github.targetroutes.Home;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.support.ResourceHelper;

/**
 * The connections of one Camel context. Kamelets whose settings are the same have one together, and
 * so one token; where a setting differs, nothing is shared.
 */
final class Connections {

  private static final String DEFAULTS = Home.onClassPath("config/application.properties");

  private final Map<Map<String, String>, Connection> open = new HashMap<>();

  private Connections() {}

  /** That with these settings; it stops with the context. */
  static Connection of(CamelContext context, Map<String, String> settings) throws Exception {
    Properties defaults = new Properties();
    try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, DEFAULTS)) {
      defaults.load(in);
    }
    Map<String, String> own = new HashMap<>(settings);
    // Kamelets have different properties: one at its default is as good as none.
    own.entrySet().removeIf(one -> one.getValue().equals(defaults.getProperty(one.getKey())));
    return in(context).get(context, own);
  }

  private static synchronized Connections in(CamelContext context) {
    ExtendedCamelContext extension = context.getCamelContextExtension();
    Connections connections = extension.getContextPlugin(Connections.class);
    if (connections == null) {
      connections = new Connections();
      extension.addContextPlugin(Connections.class, connections);
    }
    return connections;
  }

  private synchronized Connection get(CamelContext context, Map<String, String> settings)
      throws Exception {
    Connection connection = open.get(settings);
    if (connection == null) {
      connection = new Connection(settings, context.getApplicationContextClassLoader());
      context.addService(connection, true, true);
      open.put(settings, connection);
    }
    return connection;
  }
}
