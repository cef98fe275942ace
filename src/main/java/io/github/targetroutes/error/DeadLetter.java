package io.github.targetroutes.error;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * A dead letter is two files of one name: the unit that failed, and an envelope that says what
 * failed, why, where, and how to repeat it. The envelope is filled from named variables only, so no
 * header, token or secret gets in.
 */
public final class DeadLetter {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final Pattern REPLAY_ROUTE = Pattern.compile("(sync|export)-[a-z-]+-replay");
  static final String ENVELOPE = ".json";
  static final String UNIT = ".unit";

  private final Clock clock;

  public DeadLetter() {
    this(Clock.systemUTC());
  }

  public DeadLetter(Clock clock) {
    this.clock = clock;
  }

  /** The envelope of the unit that the exchange's variables describe, as JSON. */
  public byte[] envelope(Exchange exchange) throws IOException {
    return JSON.writeValueAsBytes(
        new Envelope(
            masked(exchange, "error.what"),
            masked(exchange, "error.why"),
            exchange.getProperty(
                Exchange.FAILURE_ROUTE_ID, exchange.getFromRouteId(), String.class),
            text(exchange, "target.operation"),
            map(exchange, "target.path"),
            map(exchange, "target.query"),
            attempts(exchange),
            text(exchange, "sync.run"),
            clock.instant().toString(),
            text(exchange, "error.replay"),
            text(exchange, "error.replay-of"),
            text(exchange, "error.dead-letter") + UNIT));
  }

  /** As the route counted it, or else as the last call was repeated. */
  private static int attempts(Exchange exchange) {
    return exchange.getVariable("error.sent", 1 + Patience.failed(exchange), Integer.class);
  }

  private static String text(Exchange exchange, String variable) {
    return exchange.getVariable(variable, String.class);
  }

  /** Adobe's words may repeat what was sent to it. */
  private static String masked(Exchange exchange, String variable) {
    return SecretMask.mask(text(exchange, variable));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Exchange exchange, String variable) {
    return exchange.getVariable(variable, Map.class);
  }

  /**
   * Puts a dead letter into hand again, by the variable {@code error.envelope}, the path of its
   * envelope: sets the variables that it had, {@code error.replay-of} to its name, and the body to
   * the unit that lies beside it.
   *
   * @throws ConfigurationException where it can't be put through; the message says why
   */
  public void open(Exchange exchange) throws IOException {
    Path file = file(exchange);
    Envelope envelope = read(file);
    Path unit = file.resolveSibling(name(file) + UNIT);
    if (!unit.getFileName().toString().equals(envelope.unit())
        || !Files.isRegularFile(unit, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(file, "its unit " + unit.getFileName() + " must lie beside it");
    }
    if (!isReplayRoute(exchange, envelope.replay())) {
      throw refused(
          file, "\"" + envelope.replay() + "\" (replay) is no route that takes dead letters");
    }
    exchange.setVariable("error.replay", envelope.replay());
    exchange.setVariable("error.replay-of", name(file));
    exchange.setVariable("error.what", envelope.what());
    exchange.setVariable("error.unit", unit.toFile());
    exchange.setVariable("sync.run", envelope.run());
    exchange.setVariable("target.operation", envelope.operation());
    exchange.setVariable("target.path", envelope.path());
    exchange.setVariable("target.query", envelope.query());
    exchange.getMessage().setBody(unit.toFile());
  }

  private static boolean isReplayRoute(Exchange exchange, String route) {
    return route != null
        && REPLAY_ROUTE.matcher(route).matches()
        && exchange.getContext().getRoute(route) != null;
  }

  private static Envelope read(Path file) throws IOException {
    try {
      Envelope envelope = JSON.readValue(file.toFile(), Envelope.class);
      if (envelope != null) {
        return envelope;
      }
    } catch (JacksonException e) {
      // Told below; Jackson's words quote the file.
    }
    throw refused(file, "it is no envelope of a dead letter");
  }

  private static ConfigurationException refused(Path file, String why) {
    return new ConfigurationException(
        "Dead letter " + file.getFileName() + " can't be put through again: " + why);
  }

  /** Moves the unit to a folder beside it, where its envelope goes next. */
  public void moveUnit(Exchange exchange) throws IOException {
    Path file = file(exchange);
    Path unit = file.resolveSibling(name(file) + UNIT);
    if (Files.exists(unit, LinkOption.NOFOLLOW_LINKS)) {
      Path folder = file.resolveSibling(text(exchange, "error.folder"));
      Files.createDirectories(folder);
      Files.move(unit, folder.resolve(unit.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path file(Exchange exchange) {
    return Path.of(text(exchange, "error.envelope"));
  }

  private static String name(Path envelope) {
    String name = envelope.getFileName().toString();
    return name.substring(0, name.length() - ENVELOPE.length());
  }
}
