package io.github.targetroutes.target;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The table of Target's operations. It turns an operation's name and values into the address of a
 * call; tenant and client code come from the configuration, never from a message.
 */
public final class Operations extends ServiceSupport implements CamelContextAware {

  private CamelContext context;
  private String table;
  private String adminUrl;
  private String edgeUrl;
  private String tenant;
  private String clientCode;
  private Servers servers;
  private Map<String, Operation> operations = Map.of();

  @Override
  protected void doInit() {
    servers = new Servers(adminUrl, edgeUrl, tenant, clientCode);
    try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, table)) {
      operations = Collections.unmodifiableMap(OperationTable.read(table, in));
    } catch (IOException e) {
      throw new ConfigurationException(
          "The table of operations " + table + " can't be used: there is no such file", e);
    }
  }

  /**
   * Sets the variables that {@code target-call} needs from the variables {@code target.operation},
   * {@code target.path} (a map), {@code target.query} (a map), {@code target.confirm} and {@code
   * target.node}.
   *
   * @throws ConfigurationException where the operation is unknown, a value of its path is missing
   *     or a query value is none of its own
   * @throws TargetFault REJECTED where a value can't be part of an address, or where the call would
   *     do more than was meant
   */
  public void prepare(Exchange exchange) {
    Operation operation = operation(exchange.getVariable("target.operation", String.class));
    // Where no answer comes, that of another call must not stand.
    exchange.removeVariable("target.status");
    // camel-http's own type: to find it by its name takes longer than all else in a call.
    exchange.setVariable("target.method", HttpMethods.valueOf(operation.method()));
    exchange.setVariable("target.url", url(operation, exchange));
    exchange.setVariable("target.accept", operation.accept());
    exchange.setVariable("target.content-type", operation.contentType());
    exchange.setVariable("target.metered", operation.metered());
    exchange.setVariable("target.repeatable", operation.repeatable());
    exchange.setVariable("target.empty", operation.empty());
    exchange.setVariable("target.rejects", operation.rejects());
    exchange.setVariable("target.guarded", operation.guard() != null);
    exchange.setVariable("target.token", operation.token().name());
    exchange.setVariable(
        "target.permits", exchange.getVariable("target.permits", 1, Integer.class));
  }

  private String url(Operation operation, Exchange exchange) {
    String server =
        switch (operation.host()) {
          case ADMIN -> servers.admin();
          case RECOMMENDATIONS -> servers.recommendations();
          case EDGE -> servers.edge();
          case NODE -> servers.node(exchange.getVariable("target.node", String.class));
        };
    return server
        + path(
            operation,
            map(exchange, "target.path"),
            map(exchange, "target.query"),
            exchange.getVariable("target.confirm", String.class));
  }

  /**
   * What stands behind the server's address.
   *
   * @param confirmed what the caller confirmed; may be null
   * @throws ConfigurationException as {@link #prepare}
   * @throws TargetFault as {@link #prepare}
   */
  String path(Operation operation, Map<?, ?> values, Map<?, ?> queryValues, String confirmed) {
    String path = operation.template().filled(place -> value(operation, place, values));
    QueryValues query = new QueryValues(operation, queryValues);
    if (operation.guard() != null) {
      operation.guard().check(query, confirmed);
    }
    return query.behind(path);
  }

  private Object value(Operation operation, String place, Map<?, ?> path) {
    Object value =
        switch (place) {
          case "tenant" -> servers.tenant();
          case "client" -> servers.clientCode();
          default -> path.get(place);
        };
    if (value == null || value.toString().isBlank()) {
      throw new ConfigurationException(
          "Operation " + operation.name() + " needs a value for {" + place + "}");
    }
    return value;
  }

  private static Map<?, ?> map(Exchange exchange, String variable) {
    Map<?, ?> values = exchange.getVariable(variable, Map.class);
    return values == null ? Map.of() : values;
  }

  /**
   * One operation by its name.
   *
   * @throws ConfigurationException where there is none of that name
   */
  public Operation operation(String name) {
    Operation operation = name == null ? null : operations.get(name);
    if (operation == null) {
      throw new ConfigurationException(
          "Target has no operation \"" + name + "\"; " + table + " lists those there are");
    }
    return operation;
  }

  /** All operations, in the table's order, and so by their groups. */
  public Collection<Operation> all() {
    return operations.values();
  }

  /** The operations' names, in order. */
  public Set<String> names() {
    return new TreeSet<>(operations.keySet());
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

  /** Address of the Admin API, without the tenant. */
  public void setAdminUrl(String adminUrl) {
    this.adminUrl = adminUrl;
  }

  /** Address of the profile servers. */
  public void setEdgeUrl(String edgeUrl) {
    this.edgeUrl = edgeUrl;
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
