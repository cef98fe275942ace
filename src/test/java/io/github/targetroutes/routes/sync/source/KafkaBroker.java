package io.github.targetroutes.routes.sync.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker that is its own controller (KRaft), in this process. */
public final class KafkaBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final Map<String, Object> client;

  private KafkaBroker(Path folder) throws Exception {
    int broker = FreePort.find();
    int controller = FreePort.find();
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controller,
            "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(broker, controller),
            "controller.listener.names", "CONTROLLER",
            "log.dirs", folder.resolve("log").toString(),
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "controlled.shutdown.enable", "false",
            "group.initial.rebalance.delay.ms", "0"));
    client = Map.of("bootstrap.servers", "127.0.0.1:" + broker);
    Path file = folder.resolve("kafka.properties");
    try (var out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    StorageTool.execute(
        new String[] {
          "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
        },
        new PrintStream(PrintStream.nullOutputStream()));
    server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
  }

  /** With its log below this folder. */
  public static KafkaBroker start(Path folder) throws Exception {
    return new KafkaBroker(Files.createDirectories(folder));
  }

  public String address() {
    return (String) client.get("bootstrap.servers");
  }

  public void createTopic(String topic) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  /** Sends a record with headers, and waits until it is there. */
  public void send(String topic, String value, Map<String, String> headers) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value.getBytes(UTF_8));
      headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
      producer.send(record).get();
    }
  }

  /** How many records of a topic a group has acknowledged. */
  public long acknowledged(String group, String topic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(partition -> partition.getKey().topic().equals(topic))
          .mapToLong(partition -> partition.getValue().offset())
          .sum();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
