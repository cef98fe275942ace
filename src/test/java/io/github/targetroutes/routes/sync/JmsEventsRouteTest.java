package io.github.targetroutes.routes.sync;

import io.github.targetroutes.routes.sync.source.JmsBroker;
import java.util.Properties;
import org.junit.jupiter.api.Tag;

/** {@code sync-profiles-stream} from a queue. */
@Tag("jms")
class JmsEventsRouteTest extends EventSourceTest {

  private static final String QUEUE = "customers";

  // Without an initial value: it is set while the constructor of the superclass runs.
  private JmsBroker broker;

  @Override
  void start(Properties settings) throws Exception {
    broker = JmsBroker.start();
    settings.setProperty("broker.password", JmsBroker.PASSWORD);
    asDocumented(settings, "JMS", "tcp://broker.example.com:61616?sslEnabled=true", broker.url());
  }

  @Override
  void give(String event) {
    broker.send(QUEUE, context -> context.createTextMessage(event));
  }

  @Override
  long waiting() {
    return broker.waiting(QUEUE);
  }

  @Override
  void stopServer() {
    broker.close();
  }
}
