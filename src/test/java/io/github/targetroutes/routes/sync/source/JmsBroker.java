package io.github.targetroutes.routes.sync.source;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A broker (ActiveMQ Artemis) that gives a message three times before it puts it aside. */
public final class JmsBroker implements AutoCloseable {

  public static final String USER = "target-routes";
  public static final String PASSWORD = "jms-password-of-a-test";
  private static final String DEAD = "DLQ";

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final String url;

  private JmsBroker(String url) {
    this.url = url;
  }

  public static JmsBroker start() throws Exception {
    JmsBroker broker = new JmsBroker("tcp://127.0.0.1:" + FreePort.find());
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(USER, PASSWORD);
    users.addRole(USER, "user");
    broker
        .server
        .setConfiguration(broker.configuration())
        .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users))
        .start();
    return broker;
  }

  private Configuration configuration() throws Exception {
    Role all =
        new Role("user", true, true, true, true, true, true, true, true, true, true, true, true);
    return new ConfigurationImpl()
        .setPersistenceEnabled(false)
        .setJMXManagementEnabled(false)
        .addAcceptorConfiguration("tcp", url)
        .putSecurityRoles("#", Set.of(all))
        .addAddressSetting(
            "#",
            new AddressSettings()
                .setMaxDeliveryAttempts(3)
                .setExpiryAddress(SimpleString.of("expired"))
                .setAutoCreateExpiryResources(true)
                .setDeadLetterAddress(SimpleString.of(DEAD))
                .setAutoCreateDeadLetterResources(true));
  }

  public String url() {
    return url;
  }

  /** Sends a message that is made in the context of a connection. */
  public void send(String queue, Function<JMSContext, Message> message) {
    send(queue, message, producer -> {});
  }

  /** Sends a message with properties. */
  public void send(
      String queue, Function<JMSContext, Message> message, Consumer<JMSProducer> properties) {
    ConnectionFactory connections = new ActiveMQConnectionFactory(url);
    try (JMSContext context = connections.createContext(USER, PASSWORD)) {
      JMSProducer producer = context.createProducer();
      properties.accept(producer);
      producer.send(context.createQueue(queue), message.apply(context));
    }
  }

  /** Messages that wait in a queue or are being worked on. */
  public long waiting(String queue) {
    Queue found = server.getActiveMQServer().locateQueue(SimpleString.of(queue));
    return found == null ? 0 : found.getMessageCount();
  }

  /** Messages that were put aside, whichever queue they were in. */
  public long dead(String queue) {
    return waiting(DEAD + "." + queue) + waiting(DEAD);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
