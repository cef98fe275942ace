package io.github.targetroutes;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address of a server as the operator configures it: https, or this machine's own. */
public final class Address {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private Address() {}

  /**
   * Reads an address; slashes at its end don't count.
   *
   * @param key the setting that it comes from
   * @throws ConfigurationException where it is neither https nor http to this machine, or has more
   *     than scheme, host, port and path; the message names the key
   */
  public static URI of(String key, String url) {
    try {
      URI uri = new URI(url.strip().replaceAll("/+$", ""));
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean safe =
          scheme.equals("https") || scheme.equals("http") && LOOPBACK.contains(uri.getHost());
      boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (safe && bare && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, with its key.
    }
    throw new ConfigurationException(
        key
            + "="
            + url.replaceAll("//.*@", "//***@")
            + " must be an https address (http only for the sandbox on 127.0.0.1)");
  }
}
