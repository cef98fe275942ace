package io.github.targetroutes.routes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.routes.sync.source.JmsBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.File;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code sync-take} from a queue of a JMS broker. */
@Tag("jms")
class JmsSourceRouteTest extends SourceTest {

  private static final String QUEUE = "customers";

  // Without an initial value: it is set while the constructor of the superclass runs.
  private JmsBroker broker;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    try {
      broker = JmsBroker.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    settings.setProperty("broker.password", JmsBroker.PASSWORD);
    asDocumented(settings, "JMS", "tcp://broker.example.com:61616?sslEnabled=true", broker.url());
  }

  @AfterAll
  void stopBroker() {
    context.stop();
    broker.close();
  }

  private static Message bytes(JMSContext context, String text) {
    try {
      BytesMessage message = context.createBytesMessage();
      message.writeBytes(text.getBytes(UTF_8));
      return message;
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage());
    }
  }

  @Test
  void aMessageIsAFileWhetherTextOrBytes() {
    broker.send(QUEUE, context -> context.createTextMessage("id,name\nt1,Jürgen\n"));
    broker.send(QUEUE, context -> bytes(context, "id,name\nb1,山田\n"));
    newRuns(2);

    assertThat(attribute("t1", "firstName")).isEqualTo("Jürgen");
    assertThat(attribute("b1", "firstName")).isEqualTo("山田");
    assertThat(broker.waiting(QUEUE)).isZero();
    assertThat(log.complaints()).isEmpty();
    assertEverythingIsPrivate();
  }

  @Test
  void whatCouldNotBeTakenIsGivenAgain() {
    obstructWorkFolder();
    broker.send(QUEUE, context -> context.createTextMessage(customers("r", 3)));
    untilTakingFailed();
    assertThat(broker.waiting(QUEUE)).isEqualTo(1);
    clearWorkFolder();
    newRuns(1);

    assertThat(attribute("r3", "firstName")).isEqualTo("name3");
    await().until(() -> broker.waiting(QUEUE) == 0);
  }

  @Test
  void whatWasTakenAndNotAcknowledgedIsARepeatAndNoLoss() throws Exception {
    faultAfterTaking();
    broker.send(QUEUE, context -> context.createTextMessage(customers("a", 3)));
    newRuns(2);

    assertThat(state().path("profiles").asInt()).isEqualTo(3);
    await().until(() -> broker.waiting(QUEUE) == 0);
  }

  @Test
  void noPropertyOfAMessageChoosesAFile() {
    broker.send(
        QUEUE,
        context -> context.createTextMessage(customers("h", 1)),
        message ->
            message
                .setProperty("CamelFileName", OUTSIDE)
                .setProperty("cAMELfILEnAME", OUTSIDE)
                .setProperty("CamelOverruleFileName", OUTSIDE)
                .setProperty("camelFileNameOnly", OUTSIDE)
                .setProperty("cAmelFileNameProduced", OUTSIDE)
                .setProperty("CamelFileLocalWorkPath", mapping().toString())
                .setProperty("CamelHttpUri", "http://127.0.0.1:1/")
                .setProperty("cAMELhttpuri", "http://127.0.0.1:1/"));
    newRuns(1);

    assertThat(attribute("h1", "firstName")).isEqualTo("name1");
    assertThat(mapping()).exists();
    assertThat(log.complaints()).isEmpty();
    assertNothingIsOutside();
  }

  @Test
  void anObjectIsNeverReadAndTheBrokerPutsItAside() {
    broker.send(QUEUE, context -> context.createObjectMessage(new File(OUTSIDE)));

    await().atMost(SOON).until(() -> broker.dead(QUEUE) == 1);
    assertThat(log.all())
        .filteredOn(line -> line.startsWith("ERROR "))
        .hasSize(3)
        .allMatch(line -> line.contains("Forbidden class java.io.File"));
    broker.send(QUEUE, context -> context.createTextMessage(customers("o", 1)));
    newRuns(1);
  }
}
