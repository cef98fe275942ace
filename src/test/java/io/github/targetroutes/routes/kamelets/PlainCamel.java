package io.github.targetroutes.routes.kamelets;

import io.github.targetroutes.TestSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultExchange;

/**
 * Camel as anybody has it, with a route of theirs and this project on the class path: no setting,
 * profile or launcher of ours.
 */
final class PlainCamel implements AutoCloseable {

  /** The documentation's own files. */
  static final String EXAMPLES = "src/main/docs/kamelets/";

  private static final List<String> ADMIN =
      List.of(
          "adobe-target-call-action",
          "adobe-target-entities-sink",
          "adobe-target-offers-sink",
          "adobe-target-audiences-sink",
          "adobe-target-list-source",
          "adobe-target-reports-source");

  private final Main main;
  private final ProducerTemplate template;

  private PlainCamel(Main main) {
    this.main = main;
    main.configure().withBasePackageScanEnabled(false);
    main.configure().withAutoConfigurationLogSummary(false);
    main.start();
    template = main.getCamelContext().createProducerTemplate();
  }

  /** With the example of a Kamelet and the settings of the examples, changed by these. */
  static PlainCamel example(String kamelet, Map<String, String> settings) {
    Main main = new Main();
    main.configure().withRoutesIncludePattern("file:" + EXAMPLES + kamelet + ".camel.yaml");
    main.setPropertyPlaceholderLocations("file:" + EXAMPLES + "application.properties");
    settings.forEach(main::addOverrideProperty);
    return new PlainCamel(main);
  }

  /** With a file of routes and these settings alone. */
  static PlainCamel with(Map<String, String> settings, Path routes) {
    Main main = new Main();
    main.configure().withRoutesIncludePattern("file:" + routes);
    settings.forEach(main::addOverrideProperty);
    return new PlainCamel(main);
  }

  /** With routes in Java and these settings alone. */
  static PlainCamel with(Map<String, String> settings, RouteBuilder routes) {
    Main main = new Main();
    main.configure().addRoutesBuilder(routes);
    settings.forEach(main::addOverrideProperty);
    return new PlainCamel(main);
  }

  /** A sandbox with a client of its own: calls are counted for each client in a JVM. */
  static TestSandbox sandbox(Path folder, String secret) {
    String client = UUID.randomUUID().toString().replace("-", "");
    return TestSandbox.start(folder, options -> options.clientId(client).clientSecret(secret));
  }

  /** What the examples need to take a sandbox for Adobe. */
  static Map<String, String> adobe(TestSandbox adobe) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("adobe.client-id", adobe.options().clientId());
    settings.put("adobe.client-secret", adobe.options().clientSecret());
    settings.put("adobe.tenant", adobe.options().tenant());
    settings.put("adobe.client-code", adobe.options().clientCode());
    String url = adobe.sandbox().url();
    settings.put("camel.kamelet.adobe-target-profiles-sink.edgeUrl", url);
    ADMIN.forEach(kamelet -> settings.put("camel.kamelet." + kamelet + ".adminUrl", url));
    ADMIN.forEach(kamelet -> settings.put("camel.kamelet." + kamelet + ".callsPerMinute", "60000"));
    Stream.concat(ADMIN.stream(), Stream.of("adobe-ims-token-action"))
        .forEach(kamelet -> settings.put("camel.kamelet." + kamelet + ".imsUrl", url));
    return settings;
  }

  /** As {@link #adobe}, with all that the Kamelets themselves need. */
  static Map<String, String> kamelets(TestSandbox adobe) {
    Map<String, String> settings = adobe(adobe);
    Stream.concat(ADMIN.stream(), Stream.of("adobe-ims-token-action"))
        .map(kamelet -> "camel.kamelet." + kamelet)
        .forEach(
            kamelet -> {
              settings.put(kamelet + ".clientId", adobe.options().clientId());
              settings.put(kamelet + ".clientSecret", adobe.options().clientSecret());
            });
    ADMIN.forEach(
        kamelet -> settings.put("camel.kamelet." + kamelet + ".tenant", adobe.options().tenant()));
    settings.put(
        "camel.kamelet.adobe-target-profiles-sink.clientCode", adobe.options().clientCode());
    return settings;
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  /** Sends a body to a route, and gives what came of it. */
  Exchange send(String route, Object body) {
    return send(route, body, Map.of());
  }

  Exchange send(String route, Object body, Map<String, Object> headers) {
    Exchange exchange = new DefaultExchange(context());
    exchange.getMessage().setBody(body);
    exchange.getMessage().setHeaders(headers);
    return template.send("direct:" + route, exchange);
  }

  /** What Target answers to an operation, asked by the Kamelet for it. */
  String ask(String operation) {
    return template.requestBody(
        "kamelet:adobe-target-call-action?operation=" + operation, null, String.class);
  }

  @Override
  public void close() {
    main.stop();
  }
}
