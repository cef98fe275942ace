package io.github.targetroutes.doctor;

import io.github.targetroutes.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The servers that the program calls, as the settings have them. */
final class Hosts {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Program program;

  Hosts(Program program) {
    this.program = program;
  }

  /**
   * One server.
   *
   * @throws ConfigurationException where the setting is no https address of a host alone
   */
  Host get(String name, String key) {
    URI uri;
    try {
      uri =
          new URI(Given.of(program, key, "config/application.properties has Adobe's own").value());
    } catch (URISyntaxException e) {
      // Its message shows the value, which may hold a secret.
      throw wrong(key, "is no address");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
      throw wrong(key, "is no address");
    }
    if (scheme.equals("http") && !LOOPBACK.contains(uri.getHost())) {
      throw wrong(key, "must begin with https://, for a secret or a token goes there");
    }
    if (uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || !uri.getRawPath().replace("/", "").isEmpty()) {
      throw wrong(key, "must be the host alone, without user, path or query");
    }
    return new Host(name, key, uri);
  }

  private static ConfigurationException wrong(String key, String how) {
    return new ConfigurationException(
        key + " " + how + "; config/application.properties has Adobe's own");
  }
}
