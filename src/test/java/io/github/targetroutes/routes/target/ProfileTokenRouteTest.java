package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.ops.SecretMask;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** {@code target-profile-token} against the sandbox. */
class ProfileTokenRouteTest extends ProfileTokenTest {

  @Test
  void theTokenThatThereIsIsAskedForOnceAndNoneIsMade() {
    admin("create-authentication-token");
    for (int i = 0; i < 5; i++) {
      assertDone(update("direct:target-call"));
    }
    assertDone(
        call(
            "direct:target-call",
            "batch=pcId,a\n1,b\n",
            "target.operation",
            "bulk-update-profiles"));
    Exchange unknown =
        call(
            "direct:target-call",
            null,
            "target.operation",
            "get-profile",
            "target.path",
            Map.of("tntId", "unknown"));
    assertThat(unknown.getException()).hasMessageStartingWith("Target answered 404 to get-profile");

    assertThat(asked()).isEqualTo(1);
    assertThat(made()).isEqualTo(1);
  }

  @Test
  void aTokenStandsInItsHeaderAloneAndIsMasked() throws IOException {
    Exchange told = admin("create-authentication-token");
    String token =
        new ObjectMapper()
            .readTree(told.getMessage().getBody(String.class))
            .path("accessToken")
            .asText();
    Exchange attached = call("direct:target-profile-token", "x");

    assertThat(attached.getMessage().getHeaders()).containsOnlyKeys("Authorization");
    assertThat(attached.getMessage().getHeader("Authorization")).isEqualTo("Bearer " + token);
    assertThat(attached.getVariables().toString()).doesNotContain(token);
    assertThat(SecretMask.mask("say " + token)).isEqualTo("say ***");
  }

  @Test
  void oneIsMadeOnlyWhereThereIsNoneAndThatIsAWarning() {
    try (LogLines log = LogLines.listen()) {
      assertDone(update("direct:target-call"));
      assertDone(update("direct:target-call"));
      assertThat(log.complaints())
          .containsExactly(
              "WARN A new profile token is made, for there is none or its end is near; the old one"
                  + " ends at once for everybody else who uses it");
    }
    assertThat(asked()).isEqualTo(1);
    assertThat(made()).isEqualTo(1);
  }

  @Test
  void whenSomebodyElseMadeANewOneItIsAskedForOnceMoreAndTheCallRepeatedOnce() {
    assertDone(update("direct:patient"));
    admin("create-authentication-token");
    assertDone(update("direct:patient"));

    assertThat(asked()).isEqualTo(2);
    assertThat(made()).isEqualTo(2);
  }

  @Test
  void aTokenThatIsRefusedAgainEndsTheRepeats() {
    sandbox.faults().add(Fault.status(403).on("POST", "/m2/").forever());
    Exchange refused = update("direct:patient");

    assertThat(refused.getException())
        .isInstanceOfSatisfying(
            TargetFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(TargetFault.Kind.UNAUTHORIZED))
        .hasMessageContaining("The profile token was refused");
    assertThat(view().calls("profiles.update")).isEqualTo(2);
    assertThat(made()).isEqualTo(1);
  }

  @Test
  void deliveryAndTheAdminApiGetNoProfileToken() {
    call(
        "direct:target-call",
        "{\"context\": {\"channel\": \"web\"}}",
        "target.operation",
        "execute-delivery",
        "target.query",
        Map.of("sessionId", "s1"));
    call("direct:target-call", null, "target.operation", "list-offers");

    assertThat(asked()).isZero();
    assertThat(view().requests(2).get(0).path("headers").toString())
        .doesNotContainIgnoringCase("authorization");
  }

  /** The Admin API is at fault then, not what was to be sent: it must not become a dead letter. */
  @Test
  void whenNoTokenIsToBeHadTheCallFailsAsUnavailable() {
    sandbox.faults().add(Fault.status(400).on("GET", "/acme/target/authentication").forever());
    Exchange failed = update("direct:target-call");

    assertThat(failed.getException())
        .isInstanceOfSatisfying(
            TargetFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(TargetFault.Kind.UNAVAILABLE))
        .hasMessageStartingWith(
            "There is no profile token to be had: Target answered 400 to get-authentication-token");
  }

  @Test
  void aQuotaThatIsUsedUpWhenTheTokenIsAskedForIsWaitedFor() {
    sandbox
        .faults()
        .add(Fault.status(503).on("GET", "/acme/target/authentication").retryAfter("0"));

    try (LogLines log = LogLines.listen()) {
      assertDone(update("direct:patient"));
      assertThat(log.at(Level.ERROR)).isEmpty();
    }
  }
}
