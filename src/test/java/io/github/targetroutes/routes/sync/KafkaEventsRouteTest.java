package io.github.targetroutes.routes.sync;

import io.github.targetroutes.routes.sync.source.KafkaBroker;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;

/** {@code sync-profiles-stream} from a topic of Kafka. */
@Tag("kafka")
class KafkaEventsRouteTest extends EventSourceTest {

  private static final String TOPIC = "customers";

  // Without an initial value: they are set while the constructor of the superclass runs.
  private KafkaBroker broker;
  private int sent;

  @Override
  void start(Properties settings) throws Exception {
    broker = KafkaBroker.start(data.resolve("kafka"));
    broker.createTopic(TOPIC);
    // Only a test stops so often that it can't wait for the end of a poll.
    asDocumented(
        settings,
        "Kafka",
        "kafka.example.com:9093&securityProtocol=SSL",
        broker.address() + "&pollTimeoutMs=200");
  }

  @Override
  void give(String event) throws Exception {
    broker.send(TOPIC, event, Map.of());
    sent++;
  }

  @Override
  long waiting() throws Exception {
    return sent - broker.acknowledged("target-routes", TOPIC);
  }

  @Override
  void stopServer() {
    broker.close();
  }
}
