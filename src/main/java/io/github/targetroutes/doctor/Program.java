package io.github.targetroutes.doctor;

import io.github.targetroutes.Home;
import io.github.targetroutes.TargetRoutes;
import io.github.targetroutes.auth.AccessToken;
import io.github.targetroutes.auth.ImsTokens;
import io.github.targetroutes.ops.SecretMask;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The program that is looked at: its settings, and its routes, which are loaded by and by, so that
 * what is wrong with one room hides nothing of the next. Nothing in it runs by itself, and nothing
 * is repeated: who waits for a diagnosis does not wait for the patience of a night's run.
 */
final class Program implements AutoCloseable {

  /**
   * What Target answered to a call.
   *
   * @param status HTTP status; 0 where no answer came
   * @param body the answer's body; null where there is a fault
   * @param fault what was wrong; null where nothing was
   */
  record Reply(int status, String body, TargetFault fault) {}

  private final List<String> profiles;
  private TargetRoutes main;

  Program(List<String> profiles) {
    this.profiles = profiles;
  }

  /** Reads the settings, and starts the sandbox where they say so. */
  void start() {
    main = new TargetRoutes(profiles);
    main.configure().withRoutesIncludePattern("false");
    main.addOverrideProperty("camel.main.auto-startup-exclude-pattern", "auth-token-refresh");
    main.addOverrideProperty("sandbox.sample-rows", "0");
    // Its folder would be made in the data folder, and nothing is written here.
    main.addOverrideProperty("camel.main.stream-caching-spool-enabled", "false");
    main.start();
    for (String key : List.of("adobe.ims.client-secret", "sync.state.password")) {
      find(key).ifPresent(SecretMask::register);
    }
    find("adobe.ims.private-key-passphrase").ifPresent(SecretMask::register);
  }

  List<String> profiles() {
    return profiles;
  }

  /** A setting with all placeholders resolved. */
  String setting(String key) {
    return context().resolvePropertyPlaceholders("{{" + key + "}}").strip();
  }

  /** A setting that need not be there; empty where it is not, or is blank. */
  Optional<String> find(String key) {
    return Optional.of(context().resolvePropertyPlaceholders("{{" + key + ":}}").strip())
        .filter(value -> !value.isEmpty());
  }

  /** The names of all settings in files and system properties. */
  Set<String> names() {
    Properties all = context().getPropertiesComponent().loadProperties();
    Set<String> names = new TreeSet<>(all.stringPropertyNames());
    names.addAll(System.getProperties().stringPropertyNames());
    return names;
  }

  /**
   * Loads routes.
   *
   * @param files without ending, as in {@code auth/token-refresh}
   */
  void load(String... files) throws Exception {
    List<Resource> resources = new ArrayList<>();
    for (String file : files) {
      resources.addAll(
          PluginHelper.getPackageScanResourceResolver(context())
              .findResources(Home.location("routes") + "/" + file + ".camel.yaml"));
    }
    PluginHelper.getRoutesLoader(context()).loadRoutes(resources);
  }

  /** A file of the house by its location, {@code file:} or {@code classpath:}. */
  InputStream resource(String location) throws IOException {
    return ResourceHelper.resolveMandatoryResourceAsInputStream(context(), location);
  }

  <T> T bean(String name, Class<T> type) {
    return context().getRegistry().lookupByNameAndType(name, type);
  }

  AccessToken token() {
    return bean("imsTokens", ImsTokens.class).current();
  }

  /** Calls an operation of Target by its door. */
  Reply call(String operation, Map<String, Object> path, Map<String, Object> query)
      throws Exception {
    try (ProducerTemplate template = context().createProducerTemplate()) {
      Exchange exchange =
          template.send(
              "direct:target-call",
              call -> {
                call.setVariable("target.operation", operation);
                call.setVariable("target.path", path);
                call.setVariable("target.query", query);
              });
      Exception fault = exchange.getException();
      if (fault != null && !(fault instanceof TargetFault)) {
        throw fault;
      }
      return new Reply(
          exchange.getVariable("target.status", 0, Integer.class),
          fault == null ? exchange.getMessage().getBody(String.class) : null,
          (TargetFault) fault);
    }
  }

  private CamelContext context() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    if (main != null) {
      main.stop();
    }
  }
}
