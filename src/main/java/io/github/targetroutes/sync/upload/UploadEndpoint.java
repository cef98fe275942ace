package io.github.targetroutes.sync.upload;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One path of the program's HTTP server: {@code POST /sync/<name>}. */
final class UploadEndpoint extends DefaultEndpoint {

  private final UploadComponent component;
  private final String name;

  UploadEndpoint(String uri, UploadComponent component, String name) {
    super(uri, component);
    this.component = component;
    this.name = name;
  }

  /** Starts what listens, and gives what comes there to a desk before a route hears of it. */
  Consumer listen(Processor route) throws Exception {
    UploadDesk desk = component.desk(name);
    component.requireServer(name);
    // Without a body handler nothing of a body is read before it is asked for.
    return getCamelContext()
        .getEndpoint(
            "platform-http:/sync/"
                + name
                + "?httpMethodRestrict=POST&useBodyHandler=false&muteException=true")
        .createConsumer(exchange -> desk.receive(exchange, route));
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    UploadConsumer consumer = new UploadConsumer(this, route);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("Nothing is sent to " + getEndpointUri());
  }
}
