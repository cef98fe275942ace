package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A sandbox whose profile servers demand a token, and a route that calls them with patience. */
abstract class ProfileTokenTest extends SandboxRoutesTest {

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    options.profileAuthentication(true);
  }

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("adobe.target.profile-token", "true");
  }

  @Override
  protected RouteBuilder createRouteBuilder() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:patient").routeConfigurationId("target-errors").to("direct:target-call");
      }
    };
  }

  Exchange update(String endpoint) {
    return call(endpoint, "mboxPC=1&profile.a=b", "target.operation", "update-profile");
  }

  Exchange admin(String operation) {
    return call(
        "direct:target-call",
        null,
        "target.operation",
        operation,
        "target.query",
        Map.of("authorizationScope", "profile_api"));
  }

  void assertDone(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
  }

  SandboxView view() {
    return new SandboxView(sandbox);
  }

  int asked() {
    return view().calls("profile-token.get");
  }

  int made() {
    return view().calls("profile-token.create");
  }
}
