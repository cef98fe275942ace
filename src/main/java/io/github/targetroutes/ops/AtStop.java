package io.github.targetroutes.ops;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Calls a route once more when the program is about to end, before its routes stop. Camel Main
 * finds it among the beans.
 */
public final class AtStop extends SimpleEventNotifierSupport {

  private String route;

  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof CamelEvent.CamelContextStoppingEvent;
  }

  @Override
  public void notify(CamelEvent event) throws IOException {
    if (event instanceof CamelEvent.CamelContextStoppingEvent stopping) {
      call(stopping.getContext());
    }
  }

  /** Where the program could not start, there is nothing to end. */
  private void call(CamelContext context) throws IOException {
    ServiceStatus status = context.getRouteController().getRouteStatus(route);
    if (status != null && status.isStarted()) {
      try (ProducerTemplate template = context.createProducerTemplate()) {
        // What goes wrong in the route is told as any fault is.
        template.send("direct:" + route, exchange -> {});
      }
    }
  }

  /** The id of the route, which begins with {@code direct:} and that id. */
  public void setRoute(String route) {
    this.route = route;
  }
}
