package io.github.targetroutes.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.FaultLog;
import java.util.Properties;
import org.apache.camel.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadComponentTest {

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Properties settings = new Properties();

  @AfterEach
  void stop() {
    context.stop();
  }

  private Consumer consumer(String uri) throws Exception {
    settings.putIfAbsent("sync.upload.secret", "correct-horse-battery");
    context.getPropertiesComponent().setInitialProperties(settings);
    context.addComponent("upload", new UploadComponent());
    return context.getEndpoint(uri).createConsumer(exchange -> {});
  }

  @Test
  void withoutAServerItSaysWhichSettingIsMissing() throws Exception {
    assertFault(
        consumer("upload:entities"),
        "The source upload:entities needs the program's HTTP server; set ops.server.port, for"
            + " example to 8096");
  }

  @Test
  void withoutASecretOrWithAShortOneItDoesNotListen() throws Exception {
    settings.setProperty("sync.upload.secret", "short");

    assertFault(
        consumer("upload:entities"),
        "The source upload:entities needs a secret of at least 16 characters; set"
            + " sync.upload.secret, for example to what `openssl rand -hex 24` says");
  }

  @Test
  void aNameIsOnePartOfAPath() {
    assertThatThrownBy(() -> consumer("upload:../x"))
        .satisfies(
            fault -> assertThat(FaultLog.sentence(fault)).contains("names no path; write upload:"));
  }

  private static void assertFault(Consumer consumer, String sentence) {
    assertThatThrownBy(consumer::start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }
}
