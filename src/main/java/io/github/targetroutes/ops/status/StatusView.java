package io.github.targetroutes.ops.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.targetroutes.ops.Tally;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;

/** What the routes of the status answer. */
public final class StatusView {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final int UNAVAILABLE = 503;

  private final CamelContext context;
  private final StatusReader reader;
  private final Meters meters;
  private final PrometheusMeterRegistry registry;

  StatusView(CamelContext context, PrometheusMeterRegistry registry) {
    this.context = context;
    this.registry = registry;
    this.reader = new StatusReader(context, Clock.systemUTC());
    this.meters = new Meters(reader, reader.bean("tally", Tally.class), Clock.systemUTC());
    meters.bindTo(registry);
  }

  /** The page for people. */
  public String page() {
    return StatusPage.of(reader.read());
  }

  /** The same for programs. */
  public String json() {
    return write(reader.read());
  }

  /** Whether the program runs at all. */
  public String live(Exchange exchange) {
    boolean up = HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeLiveness(context), false);
    return answer(exchange, up ? List.of() : List.of("Target Routes does not run"));
  }

  /** Whether the program can work; 503 and the reasons where it can't. */
  public String ready(Exchange exchange) {
    return answer(exchange, reader.troubles());
  }

  private static String answer(Exchange exchange, List<String> troubles) {
    exchange
        .getMessage()
        .setHeader(Exchange.HTTP_RESPONSE_CODE, troubles.isEmpty() ? 200 : UNAVAILABLE);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", troubles.isEmpty() ? "UP" : "DOWN");
    answer.put("troubles", troubles);
    return write(answer);
  }

  /** All metrics, as Prometheus reads them. */
  public String metrics() {
    meters.refresh();
    return registry.scrape();
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
