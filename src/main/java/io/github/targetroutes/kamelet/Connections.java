package io.github.targetroutes.kamelet;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The connections of one Camel context. Kamelets whose settings are the same have one together, and
 * with it one token and one quota; where a setting differs, nothing is shared.
 */
final class Connections {

  private final Map<Map<String, String>, Connection> open = new HashMap<>();

  private Connections() {}

  /** That with these settings; it stops with the context. */
  static Connection of(CamelContext context, Map<String, String> settings) throws Exception {
    return in(context).get(context, Map.copyOf(settings));
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
