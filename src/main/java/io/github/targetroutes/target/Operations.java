package io.github.targetroutes.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    YAMLMapper yaml =
        YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
    try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, table)) {
      operations = Map.copyOf(yaml.readValue(in, new TypeReference<Map<String, Operation>>() {}));
    } catch (ValueInstantiationException e) {
      throw unusable(e.getCause().getMessage(), e);
    } catch (JsonProcessingException e) {
      throw unusable(
          reason(e) + (e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr()),
          e);
    } catch (IOException e) {
      throw unusable("there is no such file", e);
    } catch (NullPointerException e) {
      throw unusable("a name has nothing behind it", e);
    }
  }

  private ConfigurationException unusable(String why, Exception cause) {
    return new ConfigurationException(
        "The table of operations " + table + " can't be used: " + why, cause);
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "\"%s\" is not known there, only %s"
          .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
    }
    if (e instanceof InvalidFormatException wrong) {
      return "\"%s\" is no %s"
          .formatted(
              wrong.getValue(), wrong.getTargetType().getSimpleName().toLowerCase(Locale.ROOT));
    }
    return e.getOriginalMessage().lines().findFirst().orElse("it is no YAML");
  }

  /**
   * Sets the variables that {@code target-call} needs from the variables {@code target.operation},
   * {@code target.path} (a map), {@code target.query} (a map) and {@code target.node}.
   *
   * @throws ConfigurationException where the operation is unknown or a value of its path is missing
   * @throws TargetFault REJECTED where a value can't be part of an address
   */
  public void prepare(Exchange exchange) {
    String name = exchange.getVariable("target.operation", String.class);
    Operation operation = name == null ? null : operations.get(name);
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
    String server =
        switch (operation.host()) {
          case ADMIN -> servers.admin();
          case EDGE -> servers.edge();
          case NODE -> servers.node(exchange.getVariable("target.node", String.class));
        };
    Map<?, ?> path = map(exchange, "target.path");
    return server
        + operation.path().filled(place -> value(name, place, path), map(exchange, "target.query"));
  }

  private Object value(String operation, String place, Map<?, ?> path) {
    Object value = place.equals("client") ? servers.clientCode() : path.get(place);
    if (value == null || value.toString().isEmpty()) {
      throw new ConfigurationException(
          "Operation " + operation + " needs a value for {" + place + "}");
    }
    return value;
  }

  private static Map<?, ?> map(Exchange exchange, String variable) {
    Map<?, ?> values = exchange.getVariable(variable, Map.class);
    return values == null ? Map.of() : values;
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
