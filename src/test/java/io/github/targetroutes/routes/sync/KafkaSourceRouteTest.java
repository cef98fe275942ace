package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.routes.sync.source.KafkaBroker;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code sync-take} from a topic of Kafka. */
@Tag("kafka")
class KafkaSourceRouteTest extends SourceTest {

  private static final String TOPIC = "customers";
  private static final String GROUP = "target-routes";

  // Without an initial value: it is set while the constructor of the superclass runs.
  private KafkaBroker broker;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    try {
      broker = KafkaBroker.start(data.resolve("kafka"));
      broker.createTopic(TOPIC);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    // Only a test stops so often that it can't wait for the end of a poll.
    asDocumented(
        settings,
        "Kafka",
        "kafka.example.com:9093&securityProtocol=SSL",
        broker.address() + "&pollTimeoutMs=200");
  }

  @AfterAll
  void stopBroker() {
    context.stop();
    broker.close();
  }

  private int sent;

  private void send(String value) throws Exception {
    broker.send(TOPIC, value, Map.of());
    sent++;
  }

  private void untilAllIsAcknowledged() {
    await().atMost(SOON).until(() -> broker.acknowledged(GROUP, TOPIC) == sent);
  }

  @Test
  void aRecordIsAFileAndIsAcknowledgedWhenItIsTaken() throws Exception {
    send("id,name\nk1,Jürgen 山田\n");
    send(customers("l", 3));
    newRuns(2);

    assertThat(attribute("k1", "firstName")).isEqualTo("Jürgen 山田");
    assertThat(attribute("l3", "firstName")).isEqualTo("name3");
    untilAllIsAcknowledged();
    assertEverythingIsPrivate();
  }

  @Test
  void whatCouldNotBeTakenIsGivenAgainBeforeAllThatFollows() throws Exception {
    obstructWorkFolder();
    send(customers("r", 3));
    send(customers("n", 2));
    untilTakingFailed();
    clearWorkFolder();
    newRuns(2);

    assertThat(attribute("r3", "firstName")).isEqualTo("name3");
    assertThat(attribute("n2", "firstName")).isEqualTo("name2");
    untilAllIsAcknowledged();
  }

  @Test
  void whatWasTakenAndNotAcknowledgedIsARepeatAndNoLoss() throws Exception {
    faultAfterTaking();
    send(customers("a", 3));
    newRuns(2);

    assertThat(state().path("profiles").asInt()).isEqualTo(3);
    untilAllIsAcknowledged();
  }

  @Test
  void noHeaderOfARecordChoosesAFileOrATopic() throws Exception {
    broker.send(
        TOPIC,
        customers("h", 1),
        Map.of(
            "CamelFileName",
            OUTSIDE,
            "cAMELfILEnAME",
            OUTSIDE,
            "CamelOverruleFileName",
            OUTSIDE,
            "CamelFileLocalWorkPath",
            mapping().toString(),
            "kafka.OVERRIDE_TOPIC",
            "elsewhere",
            "KAFKA.override_topic",
            "elsewhere",
            "CamelHttpUri",
            "http://127.0.0.1:1/",
            "cAMELhttpuri",
            "http://127.0.0.1:1/"));
    sent++;
    newRuns(1);

    assertThat(attribute("h1", "firstName")).isEqualTo("name1");
    assertThat(mapping()).exists();
    untilAllIsAcknowledged();
    assertNothingIsOutside();
  }
}
