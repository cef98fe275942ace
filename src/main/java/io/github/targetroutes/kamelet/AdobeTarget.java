package io.github.targetroutes.kamelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.ConfigurationException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.StringHelper;

/**
 * What a Kamelet calls Target with. Of a message only its body and the variables named here get to
 * Target, and only Target's answer gets back: no header of the message changes a call, and none of
 * a call, such as {@code Authorization}, gets into the message.
 *
 * <p>The variables are those of {@code target-call}: {@code target.path} and {@code target.query}
 * (maps) and {@code target.confirm}. A single value may also stand in a variable of its own, such
 * as {@code target.path.id}.
 */
public final class AdobeTarget implements CamelContextAware {

  private static final List<String> TOKEN_HEADERS = List.of("Authorization", "X-Api-Key");
  private static final String TOKEN = "auth.token";
  private static final String PATH = "target.path";
  private static final String QUERY = "target.query";

  private final Map<String, String> settings = new LinkedHashMap<>();
  private CamelContext context;
  private Connection connection;
  private Map<String, Object> path = Map.of();
  private Map<String, Object> query = Map.of();

  /** Starts the routes, or joins those that run with the same settings. */
  public void start() throws Exception {
    Map<String, String> named = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          // An empty one is none: the default stands.
          if (!value.isBlank()) {
            // Camel turns the dashes of names into capitals.
            named.put(StringHelper.camelCaseToDash(name), value);
          }
        });
    connection = Connections.of(context, named);
  }

  /**
   * Calls an operation with the body; a Map or a list goes out as JSON. Target's answer, as text,
   * becomes the body.
   *
   * @throws RuntimeException a TargetFault, ImsFault, ConfigurationException or CredentialException
   *     that says what went wrong and what to do
   */
  public void call(Exchange exchange, String operation) {
    call(exchange, asked(exchange, operation));
  }

  /**
   * As {@link #call(Exchange, String)}, whatever variables there are.
   *
   * @throws RuntimeException as {@link #call(Exchange, String)}
   */
  public void send(Exchange exchange, String operation) {
    call(exchange, operation(operation));
  }

  /**
   * As {@link #send}, to that which has this id.
   *
   * @throws RuntimeException as {@link #call(Exchange, String)}
   */
  public void sendTo(Exchange exchange, String operation, String id) {
    Exchange call = operation(operation);
    call.setVariable(PATH, Map.of("id", id));
    call(exchange, call);
  }

  private void call(Exchange exchange, Exchange call) {
    call.getMessage().setBody(JsonBody.of(exchange.getMessage().getBody()));
    exchange
        .getMessage()
        .setBody(connection.send("target-ask", call).getMessage().getBody(String.class));
  }

  /** Throws a fault, without what a split has wrapped around it. */
  public void fault(Throwable fault) {
    throw RuntimeCamelException.wrapRuntimeException(
        fault instanceof CamelExchangeException ? fault.getCause() : fault);
  }

  /**
   * The records of a list, each as JSON text, with no more than a page of them in memory.
   *
   * @throws RuntimeException as {@link #call(Exchange, String)}, here or later when it gets to the
   *     next page
   */
  public Iterator<String> list(Exchange exchange, String operation) {
    return new ListedRecords(connection, asked(exchange, operation));
  }

  /**
   * Sets the headers {@code Authorization} and {@code X-Api-Key} of the message, and notes in the
   * variable {@code auth.token} which token it was.
   *
   * @param renew whether the token that was noted before was refused: another one is fetched then
   * @throws RuntimeException as {@link #call(Exchange, String)}
   */
  public void attach(Exchange exchange, boolean renew) {
    Exchange call = connection.exchange();
    if (renew) {
      call.setVariable(TOKEN, exchange.getVariable(TOKEN));
      connection.send("auth-token-invalidate", call);
    }
    connection.send("auth-token-attach", call);
    TOKEN_HEADERS.forEach(
        name -> exchange.getMessage().setHeader(name, call.getMessage().getHeader(name)));
    exchange.setVariable(TOKEN, call.getVariable(TOKEN));
  }

  private Exchange asked(Exchange exchange, String operation) {
    Exchange call = operation(operation);
    call.setVariable(PATH, values(exchange, PATH, path));
    call.setVariable(QUERY, values(exchange, QUERY, query));
    call.setVariable("target.confirm", exchange.getVariable("target.confirm"));
    return call;
  }

  private Exchange operation(String name) {
    Exchange call = connection.exchange();
    call.setVariable("target.operation", name);
    return call;
  }

  /** Those that every call has, those of the map and the single ones; the later the stronger. */
  private static Map<String, Object> values(
      Exchange exchange, String variable, Map<String, Object> fixed) {
    Map<String, Object> values = new LinkedHashMap<>(fixed);
    Map<?, ?> map = exchange.getVariable(variable, Map.class);
    if (map != null) {
      map.forEach((name, value) -> values.put(name.toString(), value));
    }
    String single = variable + ".";
    exchange
        .getVariables()
        .forEach(
            (name, value) -> {
              if (name.startsWith(single)) {
                values.put(name.substring(single.length()), value);
              }
            });
    return values;
  }

  /** By their names in {@code config/application.properties}. */
  public Map<String, String> getSettings() {
    return settings;
  }

  /** Path values that every call has: {@code name=value;name=value}, percent-encoded. */
  public void setPath(String path) {
    this.path = pairs("path", path);
  }

  /** Query values that every call has: {@code name=value;name=value}, percent-encoded. */
  public void setQuery(String query) {
    this.query = pairs("query", query);
  }

  /** Parted by semicolons, for an ampersand would part the parameters of the Kamelet itself. */
  private static Map<String, Object> pairs(String property, String text) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    try {
      for (String pair : text.isBlank() ? new String[0] : text.split(";")) {
        String[] parts = pair.split("=", 2);
        pairs.put(decoded(parts[0]), decoded(parts[1]));
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new ConfigurationException(
          "%s=%s of a Kamelet is no list of values; write name=value;name=value, percent-encoded"
              .formatted(property, text),
          e);
    }
    return pairs;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.strip(), UTF_8);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
