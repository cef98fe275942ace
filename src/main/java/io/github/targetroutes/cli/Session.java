package io.github.targetroutes.cli;

import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.ops.Logging;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;

/**
 * The routes that a command needs, and no more, with nothing that runs by itself. What the routes
 * throw reaches the command, which ends with it.
 */
final class Session implements AutoCloseable {

  /** Routes that run by themselves: their ids, as regular expressions. */
  private static final String OF_THE_SERVICE = "auth-token-refresh,export-.*-(schedule|work)";

  private final TargetRoutes main;
  private final ProducerTemplate template;

  /** What takes in and works on files; it is matched with routes' ids and addresses. */
  private static final String BY_THEMSELVES = "auth-token-refresh,sync-.*-take,file:.*/work/.*";

  /**
   * @param routes route files, as in {@code auth/*}
   */
  Session(Profiles profiles, String... routes) {
    this(profiles, Map.of(), routes);
  }

  /**
   * @param settings that go before all others
   * @param routes route files, as in {@code auth/*}
   */
  Session(Profiles profiles, Map<String, String> settings, String... routes) {
    Logging.quiet();
    main = new TargetRoutes(profiles.names(), routes);
    settings.forEach(main::addOverrideProperty);
    main.addOverrideProperty("camel.main.auto-startup-exclude-pattern", OF_THE_SERVICE);
    main.addOverrideProperty("sandbox.sample-rows", "0");
    main.start();
    template = context().createProducerTemplate();
  }

  /** For a command that calls nobody: no sandbox is started. */
  static Session idle(Profiles profiles, Map<String, String> settings, String... routes) {
    Map<String, String> idle = new HashMap<>(settings);
    idle.put("camel.main.main-listener-classes", MainListenerSupport.class.getName());
    return new Session(profiles, idle, routes);
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  ProducerTemplate template() {
    return template;
  }

  Exchange exchange(Object body) {
    Exchange exchange = new DefaultExchange(context());
    exchange.getMessage().setBody(body);
    return exchange;
  }

  /** An exchange that goes on where the last one stopped: with its variables, and nothing else. */
  Exchange following(Exchange last) {
    Exchange exchange = exchange(null);
    last.getVariables().forEach(exchange::setVariable);
    return exchange;
  }

  /** Does something with what a route answered. */
  interface Use {
    void of(Exchange answered) throws IOException;
  }

  /**
   * Sends an exchange through a route and uses what comes back before its unit of work ends: a
   * large answer waits in a file that goes with it.
   *
   * @throws RuntimeException what the route threw
   */
  void send(String endpoint, Exchange exchange, Use use) throws IOException {
    ExtendedCamelContext camel = context().getCamelContextExtension();
    UnitOfWork work = PluginHelper.getUnitOfWorkFactory(camel).createUnitOfWork(exchange);
    exchange.getExchangeExtension().setUnitOfWork(work);
    try {
      template.send(endpoint, exchange);
      if (exchange.getException() != null) {
        throw RuntimeCamelException.wrapRuntimeException(exchange.getException());
      }
      use.of(exchange);
    } finally {
      work.done(exchange);
    }
  }

  <T> T bean(String name, Class<T> type) {
    return context().getRegistry().lookupByNameAndType(name, type);
  }

  /** A setting with all placeholders resolved. */
  String setting(String key) {
    return context().resolvePropertyPlaceholders("{{" + key + "}}");
  }

  @Override
  public void close() {
    main.stop();
  }
}
