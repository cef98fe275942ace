package io.github.targetroutes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  @Test
  void theSameSettingsAreOneConnectionWhichEndsWithItsContext() throws Exception {
    Map<String, String> settings = Map.of("adobe.target.tenant", "acme");
    Connection first;
    Connection other;
    try (CamelContext context = new DefaultCamelContext()) {
      context.start();
      first = Connections.of(context, settings);
      other = Connections.of(context, Map.of("adobe.target.tenant", "other"));

      assertThat(Connections.of(context, settings)).isSameAs(first);
      Map<String, String> more =
          Map.of("adobe.target.tenant", "acme", "adobe.target.admin-url", "https://mc.adobe.io");
      assertThat(Connections.of(context, more)).isSameAs(first);
      assertThat(other).isNotSameAs(first);
      assertThat(first.isStarted()).isTrue();
      assertThat(first.exchange().getContext()).isNotSameAs(other.exchange().getContext());
    }
    assertThat(first.isStopped()).isTrue();
    assertThat(first.exchange().getContext().isStopped()).isTrue();
    assertThat(other.exchange().getContext().isStopped()).isTrue();
  }
}
