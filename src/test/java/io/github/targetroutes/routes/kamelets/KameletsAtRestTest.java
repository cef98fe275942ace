package io.github.targetroutes.routes.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.routes.SandboxRoutesTest;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.Test;

/** The program itself: for Kamelets that nobody uses nothing is done. */
class KameletsAtRestTest extends SandboxRoutesTest {

  @Test
  void noKameletIsLoaded() {
    assertThat(context.hasComponent("kamelet")).isNull();
    assertThat(((ModelCamelContext) context).getRouteTemplateDefinitions()).isEmpty();
  }
}
