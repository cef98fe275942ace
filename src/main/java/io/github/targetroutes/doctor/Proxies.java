package io.github.targetroutes.doctor;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy the HTTP client of the routes (camel-http) goes through. It takes that from its own
 * settings; what the JDK knows ({@code -Dhttps.proxyHost}) only where it is told to ({@code
 * use-system-properties}); and the environment ({@code HTTPS_PROXY}) never.
 */
final class Proxies {

  private static final List<String> VARIABLES =
      List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");

  private final Program program;
  private final Map<String, String> environment;

  Proxies(Program program, Map<String, String> environment) {
    this.program = program;
    this.environment = environment;
  }

  /** The way to a host. */
  Proxy to(Host host) {
    Optional<Proxy> own = own(host.address().getScheme());
    if (own.isPresent()) {
      return own.get();
    }
    return usesSystem() ? ProxySelector.getDefault().select(host.address()).get(0) : Proxy.NO_PROXY;
  }

  private Optional<Proxy> own(String scheme) {
    String prefix = "camel.component." + scheme + ".";
    Optional<String> host = program.find(prefix + "proxy-host");
    int port = program.find(prefix + "proxy-port").map(Integer::parseInt).orElse(80);
    return host.map(name -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(name, port)));
  }

  private boolean usesSystem() {
    return program
        .find("camel.component.https.use-system-properties")
        .map(Boolean::parseBoolean)
        .orElse(false);
  }

  /** What is seen of proxies, and what comes of it. */
  Finding look() {
    Optional<Proxy> own = own("https");
    if (own.isPresent()) {
      return Finding.ok("calls go through %s", own.get().address());
    }
    String java = System.getProperty("https.proxyHost", "");
    if (usesSystem()) {
      return Finding.ok("calls go as -Dhttps.proxyHost says: %s", java.isEmpty() ? "direct" : java);
    }
    List<String> ignored =
        Stream.concat(
                java.isEmpty() ? Stream.empty() : Stream.of("-Dhttps.proxyHost"),
                VARIABLES.stream().filter(name -> !environment.getOrDefault(name, "").isEmpty()))
            .toList();
    return ignored.isEmpty()
        ? Finding.ok("none: calls go direct")
        : Finding.warn(
            "%s is set, but the HTTP client does not read it and calls go direct; to go through the"
                + " proxy set camel.component.https.proxy-host and"
                + " camel.component.https.proxy-port",
            String.join(", ", ignored));
  }
}
