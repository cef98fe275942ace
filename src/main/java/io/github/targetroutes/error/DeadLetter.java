package io.github.targetroutes.error;

import io.github.targetroutes.ConfigurationException;
import java.io.File;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * The envelope of a dead letter: what failed, why, where, and how to repeat it. It is filled from
 * named variables only, so no header, token or secret gets in.
 */
public final class DeadLetter {

  private static final Pattern REPLAY_ROUTE = Pattern.compile("(sync|export)-[a-z-]+-replay");

  private final Clock clock;

  public DeadLetter() {
    this(Clock.systemUTC());
  }

  public DeadLetter(Clock clock) {
    this.clock = clock;
  }

  /** How often the unit was sent: as the route counted it, or else as Camel repeated it. */
  public int attempts(Exchange exchange) {
    Integer sent = exchange.getVariable("error.sent", Integer.class);
    return sent != null
        ? sent
        : 1 + exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
  }

  /** The envelope of the unit that the exchange's variables describe. */
  public Map<String, Object> envelope(Exchange exchange) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("what", exchange.getVariable("error.what", String.class));
    envelope.put("why", exchange.getVariable("error.why", String.class));
    envelope.put("route", exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class));
    envelope.put("operation", exchange.getVariable("target.operation", String.class));
    envelope.put("path", exchange.getVariable("target.path", Map.class));
    envelope.put("query", exchange.getVariable("target.query", Map.class));
    envelope.put("attempts", exchange.getVariable("error.attempts", Integer.class));
    envelope.put("run", exchange.getVariable("sync.run", String.class));
    envelope.put("time", clock.instant().toString());
    envelope.put("replay", exchange.getVariable("error.replay", String.class));
    envelope.put("unit", exchange.getVariable("error.dead-letter", String.class) + ".unit");
    return envelope;
  }

  /**
   * Sets the variables from an envelope, and the body to the unit that lies beside it.
   *
   * @throws ConfigurationException where the unit is missing or the envelope names no replay route
   */
  public void open(Exchange exchange) {
    Map<?, ?> envelope = exchange.getMessage().getBody(Map.class);
    String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
    File folder = new File(exchange.getMessage().getHeader(Exchange.FILE_PARENT, String.class));
    Object unitName = envelope.get("unit");
    File unit = new File(folder, new File(String.valueOf(unitName)).getName());
    if (!unit.isFile()) {
      throw new ConfigurationException(
          "Dead letter " + name + " can't be put through: " + unitName + " must lie beside it");
    }
    String replay = String.valueOf(envelope.get("replay"));
    if (!REPLAY_ROUTE.matcher(replay).matches()) {
      throw new ConfigurationException(
          "Dead letter " + name + " names no route that takes it again (\"replay\")");
    }
    exchange.setVariable("error.replay", replay);
    exchange.setVariable("error.what", envelope.get("what"));
    exchange.setVariable("sync.run", envelope.get("run"));
    exchange.setVariable("target.operation", envelope.get("operation"));
    exchange.setVariable("target.path", envelope.get("path"));
    exchange.setVariable("target.query", envelope.get("query"));
    exchange.setVariable("error.unit", unit);
    exchange.getMessage().setBody(unit);
  }
}
