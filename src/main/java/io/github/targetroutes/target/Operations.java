package io.github.targetroutes.target;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The table of Target's operations. It turns an operation's name and values into the address of a
 * call; tenant and client code come from the configuration, never from a message.
 */
public final class Operations extends ServiceSupport implements CamelContextAware {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** Where Adobe's profile servers live; a batch's status is asked at one of them. */
  private static final String EDGE_DOMAIN = ".tt.omtrdc.net";

  private CamelContext context;
  private String table;
  private URI adminUrl;
  private URI edgeUrl;
  private String tenant;
  private String clientCode;
  private Map<String, Operation> operations = Map.of();

  @Override
  protected void doInit() throws Exception {
    YAMLMapper yaml =
        YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
    try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, table)) {
      operations = yaml.readValue(in, new TypeReference<Map<String, Operation>>() {});
    } catch (IOException e) {
      throw new ConfigurationException(
          "The table of operations " + table + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Sets the variables that {@code target-call} needs from the variables {@code target.operation},
   * {@code target.path} (a map), {@code target.query} (a map) and {@code target.node}.
   *
   * @throws ConfigurationException where the operation is unknown or a value of its path is missing
   */
  public void prepare(Exchange exchange) {
    String name = exchange.getVariable("target.operation", String.class);
    Operation operation = operations.get(name);
    if (operation == null) {
      throw new ConfigurationException(
          "Target has no operation \"" + name + "\"; " + table + " lists those there are");
    }
    exchange.setVariable("target.method", operation.method());
    exchange.setVariable("target.url", url(name, operation, exchange));
    exchange.setVariable("target.accept", operation.accept());
    exchange.setVariable("target.content-type", operation.contentType());
    exchange.setVariable("target.metered", operation.isMetered());
    exchange.setVariable("target.repeatable", operation.isRepeatable());
    exchange.setVariable("target.authenticated", operation.host() == Operation.Host.ADMIN);
  }

  private String url(String name, Operation operation, Exchange exchange) {
    String base =
        switch (operation.host()) {
          case ADMIN -> adminUrl + "/" + required("adobe.target.tenant", tenant) + "/target";
          case EDGE -> edgeUrl.toString();
          case NODE -> node(exchange.getVariable("target.node", String.class));
        };
    StringBuilder url =
        new StringBuilder(base).append(filled(name, operation, values(exchange, "target.path")));
    values(exchange, "target.query")
        .forEach(
            (key, value) ->
                url.append(url.indexOf("?") < 0 ? '?' : '&')
                    .append(encoded(key))
                    .append('=')
                    .append(encoded(value)));
    return url.toString();
  }

  private String filled(String name, Operation operation, Map<?, ?> values) {
    Matcher place = PLACE.matcher(operation.pathTemplate());
    StringBuilder path = new StringBuilder();
    while (place.find()) {
      Object value =
          place.group(1).equals("client")
              ? required("adobe.target.client-code", clientCode)
              : values.get(place.group(1));
      if (value == null || value.toString().isEmpty()) {
        throw new ConfigurationException(
            "Operation " + name + " needs a value for {" + place.group(1) + "}");
      }
      place.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
    }
    return place.appendTail(path).toString();
  }

  /**
   * The batch's own server. Its address comes from an answer, so it is used only if it is one of
   * Adobe's or the configured one.
   */
  private String node(String host) {
    if (host == null || host.equals(edgeUrl.getAuthority())) {
      return edgeUrl.toString();
    }
    if (!host.endsWith(EDGE_DOMAIN)) {
      throw new TargetFault(
          TargetFault.Kind.REJECTED,
          "Target named "
              + host
              + " for a batch's status, which is not a server of Adobe's profiles",
          null,
          null);
    }
    return "https://" + host;
  }

  private static Map<?, ?> values(Exchange exchange, String variable) {
    Map<?, ?> values = exchange.getVariable(variable, Map.class);
    return values == null ? Map.of() : values;
  }

  private static String required(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(key + " is not set; the Console and Target's page show it");
    }
    return encoded(value);
  }

  /** Leaves only RFC 3986's unreserved characters, so no value can change the address's form. */
  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** The operations' names. */
  public Set<String> names() {
    return operations.keySet();
  }

  private static URI base(String key, String url) {
    URI uri = URI.create(url.replaceAll("/+$", ""));
    boolean loopback = Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
    if (uri.getHost() == null || !("https".equals(uri.getScheme()) || loopback)) {
      throw new ConfigurationException(
          key + "=" + url + " must be an https address (http only for the sandbox on 127.0.0.1)");
    }
    return uri;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** Where the table is: {@code file:} or {@code classpath:}. */
  public void setTable(String table) {
    this.table = table;
  }

  public void setAdminUrl(String adminUrl) {
    this.adminUrl = base("adobe.target.admin-url", adminUrl);
  }

  public void setEdgeUrl(String edgeUrl) {
    this.edgeUrl = base("adobe.target.edge-url", edgeUrl);
  }

  /** The subdomain of {@code https://<tenant>.experiencecloud.adobe.com}. */
  public void setTenant(String tenant) {
    this.tenant = tenant;
  }

  /** The client code, as in {@code <client code>.tt.omtrdc.net}; not the tenant. */
  public void setClientCode(String clientCode) {
    this.clientCode = clientCode;
  }
}
