package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@code sync-profiles-bulk} by version 1, from another source than a folder. */
class ProfilesBulkKnownRouteTest extends ProfilesBulkTest {

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("sync.profiles-bulk.operation", "bulk-update-profiles-v1");
    settings.setProperty("sync.profiles-bulk.source", "direct:drop");
    settings.setProperty("sync.profiles-bulk.delimiter", ";");
  }

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    options.batchDelay(Duration.ofSeconds(1));
  }

  @Test
  void version1PassesOverProfilesThatAreNotKnownAndTheyAreSkipped() {
    String client = SandboxOptions.defaults().clientCode();
    http("POST", "/m2/" + client + "/v2/profile/batchUpdate", "batch=thirdPartyId,a\nknown,old\n");
    await().until(() -> state().path("profiles").asInt() == 1);

    template.sendBodyAndHeader(
        "direct:drop", "id;name\nknown;new\nunknown;new", "CamelFileName", "../a/sub/known.csv");
    JsonNode report = report("done", "known.csv");

    assertThat(account(report)).isEqualTo("2 read = 1 accepted + 0 rejected + 0 dead + 1 skipped");
    assertThat(calls(UPLOAD)).isEqualTo(2);
    assertThat(attribute("known", "firstName")).isEqualTo("new");
    assertThat(state().path("profiles").asInt()).isEqualTo(1);
    assertThat(log.complaints()).isEmpty();
  }

  @Test
  void aBatchThatIsStillBeingWorkedOnIsAskedAgainWithoutAWordAndASourceNeedNotNameAFile() {
    template.sendBody("direct:drop", "id;name\nnobody;x\n");

    JsonNode report = report("done", "input");

    assertThat(account(report)).isEqualTo("1 read = 0 accepted + 0 rejected + 0 dead + 1 skipped");
    assertThat(calls(STATUS)).isBetween(2, 30);
    assertThat(log.complaints()).isEmpty();
  }
}
