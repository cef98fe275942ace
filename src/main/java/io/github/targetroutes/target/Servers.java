package io.github.targetroutes.target;

import io.github.targetroutes.Address;
import io.github.targetroutes.ConfigurationException;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The servers of one customer of Target. They come from the configuration; a message can choose
 * among Adobe's profile servers at most.
 */
final class Servers {

  /** Places in a path that are filled from the configuration. */
  static final Set<String> NAMES = Set.of("tenant", "client");

  /** A host and nothing else: no user, no port, no path, no placeholder. */
  private static final Pattern EDGE_HOST =
      Pattern.compile("(?i)([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+tt\\.omtrdc\\.net");

  private final URI admin;
  private final URI edge;
  private final String tenant;
  private final String clientCode;

  /**
   * @param tenant the subdomain of {@code https://<tenant>.experiencecloud.adobe.com}; may be blank
   *     until an operation of the Admin API is called
   * @param clientCode as in {@code <client code>.tt.omtrdc.net}; may be blank, together with the
   *     edge address made of it, until an operation of the profile servers is called
   * @throws ConfigurationException where an address is none of https, nor of this machine
   */
  Servers(String adminUrl, String edgeUrl, String tenant, String clientCode) {
    this.tenant = tenant;
    this.clientCode = clientCode;
    this.admin = Address.of("adobe.target.admin-url", adminUrl);
    this.edge = isBlank(clientCode) ? null : Address.of("adobe.target.edge-url", edgeUrl);
  }

  /** The Admin API of the tenant. */
  String admin() {
    return admin + "/" + Template.encoded(tenant()) + "/target";
  }

  /** The Recommendations API of the tenant. */
  String recommendations() {
    return admin() + "/recs";
  }

  String tenant() {
    if (isBlank(tenant)) {
      throw new ConfigurationException(
          "adobe.target.tenant is not set: it is the name before .experiencecloud.adobe.com in the"
              + " address of your Experience Cloud");
    }
    return tenant;
  }

  /** The profile servers of the client code. */
  String edge() {
    clientCode();
    return edge.toString();
  }

  String clientCode() {
    if (isBlank(clientCode)) {
      throw new ConfigurationException(
          "adobe.target.client-code is not set: Target shows it under Administration,"
              + " Implementation");
    }
    return clientCode;
  }

  /**
   * One of Adobe's profile servers.
   *
   * @param host as an answer of Target names it; null for any
   * @throws TargetFault REJECTED where it is none of Adobe's, nor the configured one
   */
  String node(String host) {
    if (host == null || host.equals(URI.create(edge()).getAuthority())) {
      return edge();
    }
    if (!EDGE_HOST.matcher(host).matches()) {
      throw TargetFault.notSent(
          "Target named \""
              + host
              + "\" for a batch's status, which is not one of Adobe's servers");
    }
    return "https://" + host;
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
