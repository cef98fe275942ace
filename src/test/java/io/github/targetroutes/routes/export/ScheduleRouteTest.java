package io.github.targetroutes.routes.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ScheduleRouteTest extends SandboxRoutesTest {

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("export.look-period", "100");
    settings.setProperty("export.reports.schedule", "* * * * * ?");
    settings.setProperty("export.reports.format", "jsonl");
    settings.setProperty("export.reports.target", "file:" + data.resolve("elsewhere"));
  }

  @Test
  void whatIsDueIsExportedOnceHoweverOftenTheTimeComes() {
    String day = LocalDate.now(ZoneOffset.UTC).minusDays(1) + ".jsonl";

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(data.resolve("elsewhere/orders-" + day)).exists();
              assertThat(data.resolve("export/reports")).isDirectory();
              // One export did it, and one more had nothing to do.
              assertThat(Files.list(data.resolve("export/reports"))).hasSizeGreaterThan(1);
            });

    assertThat(Files.exists(data.resolve("elsewhere/performance-" + day))).isTrue();
    assertThat(new SandboxView(sandbox).calls("reports.orders")).isEqualTo(2);
    assertThat(context.getRoute("export-inventory-schedule")).isNull();
  }
}
