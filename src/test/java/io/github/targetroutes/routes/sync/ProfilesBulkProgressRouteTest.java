package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.builder.AdviceWith;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** {@code ops-progress}: whoever reads the log of a long run knows how far it is. */
class ProfilesBulkProgressRouteTest extends ProfilesBulkTest {

  @Override
  protected void sandbox(SandboxOptions.Builder options) {
    options.batchDelay(Duration.ofSeconds(3));
  }

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("ops.progress", "500ms");
    settings.setProperty("sync.profiles-bulk.max-rows", "10");
  }

  @Test
  void aRunThatTakesLongIsToldOfUntilAllIsDoneAndNothingAfterItsEnd() throws Exception {
    // Time for more than one line between the last answer and the account.
    AdviceWith.adviceWith(
        context, "sync-profiles-bulk-account", route -> route.weaveAddFirst().delay(1200));
    assertThat(context.getRoute("ops-progress").getGroup()).isEqualTo("ops");
    drop("long.csv", customers("l", 25));

    await()
        .untilAsserted(
            () ->
                assertThat(log.at(Level.INFO))
                    .anyMatch(
                        line ->
                            line.matches(
                                ".*-long.csv: 0 of 25 records done, 0/3 batches \\(3 at Target\\),"
                                    + " \\d+ calls")));
    report("done", "long.csv");

    assertThat(log.at(Level.INFO).stream().dropWhile(line -> !line.startsWith("Run ")))
        .noneMatch(line -> line.contains("records done"));
    assertThat(log.at(Level.INFO)).noneMatch(line -> line.contains("25 of 25 records done"));
  }
}
