package io.github.targetroutes.cli;

import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.ops.Logging;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * The routes that a command needs, and no more, with nothing that runs by itself. What the routes
 * throw reaches the command, which ends with it.
 */
final class Session implements AutoCloseable {

  private final TargetRoutes main;
  private final ProducerTemplate template;

  /** What takes in and works on files; it is matched with routes' ids and addresses. */
  private static final String BY_THEMSELVES = "auth-token-refresh,sync-.*-take,file:.*/work/.*";

  /**
   * @param routes route files, as in {@code auth/*}
   */
  Session(Profiles profiles, String... routes) {
    Logging.quiet();
    main = new TargetRoutes(profiles.names(), routes);
    main.addOverrideProperty("camel.main.auto-startup-exclude-pattern", BY_THEMSELVES);
    main.addOverrideProperty("sandbox.sample-rows", "0");
    main.start();
    template = context().createProducerTemplate();
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  ProducerTemplate template() {
    return template;
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
