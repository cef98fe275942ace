package io.github.targetroutes.kamelet;

import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.ops.FaultLog;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The routes that keep a token and call Target, in a Camel context of their own. Its settings are
 * those of a Kamelet, and where that has none, the defaults in {@code
 * config/application.properties} of the jar: neither the environment nor a system property changes
 * them, for they are the surrounding program's.
 */
final class Connection extends ServiceSupport {

  /** By their names: a class path made of nested jars can't be searched by a pattern. */
  private static final String[] ROUTES = {
    "auth/token-refresh",
    "auth/token-exchange-jwt",
    "auth/token-exchange-oauth",
    "auth/token-attach",
    "auth/token-invalidate",
    "target/target-call",
    "target/target-ask",
    "target/target-page",
    "target/profile-token",
    "error/auth-errors",
    "error/call-errors",
    "error/target-errors"
  };

  /** What is Camel's own, and otherwise than in the program. */
  private static final Map<String, String> CAMEL =
      Map.of(
          "camel.main.jmx-enabled", "false",
          "camel.main.startup-summary-level", "Off",
          // A token is fetched when it is first needed, and renewed when it is needed again.
          "camel.main.auto-startup-exclude-pattern", "auth-token-refresh",
          // DANGER: a spool file would be gone with the exchange, before the Kamelet's reader is.
          "camel.main.stream-caching-spool-enabled", "false");

  private final Map<String, String> settings;
  private final ClassLoader classes;
  private TargetRoutes main;
  private ProducerTemplate template;

  /**
   * @param settings by their names in {@code config/application.properties}
   * @param classes the class loader of the surrounding context; may be null
   */
  Connection(Map<String, String> settings, ClassLoader classes) {
    this.settings = Map.copyOf(settings);
    this.classes = classes;
  }

  @Override
  protected void doStart() {
    main = TargetRoutes.ofClassPath(ROUTES);
    main.configure()
        .withAutoConfigurationEnvironmentVariablesEnabled(false)
        .withAutoConfigurationSystemPropertiesEnabled(false)
        .withAutoConfigurationLogSummary(false);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeInitialize(BaseMainSupport started) {
            isolate(started.getCamelContext());
          }
        });
    CAMEL.forEach(main::addOverrideProperty);
    settings.forEach(main::addOverrideProperty);
    main.start();
    // A fault goes to whoever sends, whose error handler deals with it.
    CamelContext context = main.getCamelContext();
    context
        .getManagementStrategy()
        .removeEventNotifier(context.getRegistry().findSingleByType(FaultLog.class));
    template = context.createProducerTemplate();
  }

  private void isolate(CamelContext context) {
    if (classes != null) {
      context.setApplicationContextClassLoader(classes);
    }
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
    properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
  }

  @Override
  protected void doStop() {
    main.stop();
  }

  /** An exchange for {@link #send}, with nothing in it. */
  Exchange exchange() {
    return new DefaultExchange(main.getCamelContext());
  }

  /**
   * Sends an exchange through a route.
   *
   * @throws RuntimeException what the route threw
   */
  Exchange send(String route, Exchange exchange) {
    template.send("direct:" + route, exchange);
    if (exchange.getException() != null) {
      throw RuntimeCamelException.wrapRuntimeException(exchange.getException());
    }
    return exchange;
  }
}
