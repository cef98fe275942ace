package io.github.targetroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.MaskingFormatter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogMaskTest {

  private static final String HOUSE = "io.github.targetroutes";

  @BeforeEach
  void listen() {
    Configurator.setLevel(HOUSE, Level.INFO);
  }

  @AfterEach
  void putBack() {
    Configurator.reconfigure();
  }

  @Test
  void aRouteLogsWithoutSecretsUnderItsOwnName() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind(MaskingFormatter.CUSTOM_LOG_MASK_REF, new LogMask());
      camel.setLogMask(true);
      camel.getGlobalOptions().put(Exchange.LOG_EIP_NAME, "io.github.targetroutes.${routeId}");
      camel
          .getCamelContextExtension()
          .addLogListener(
              (exchange, logger, message) -> {
                logged.add(logger.getLog().getName() + " " + message);
                return message;
              });
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:sample").routeId("sync-sample").log("IMS: ${body}");
            }
          });
      camel.start();
      camel
          .createProducerTemplate()
          .sendBody("direct:sample", "{\"access_token\":\"canary\"} Bearer canary");
    }

    assertThat(logged)
        .containsExactly(HOUSE + ".sync-sample IMS: {\"access_token\":\"***\"} Bearer ***");
  }
}
