package io.github.targetroutes.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportSettingsTest {

  private final ReportSettings settings =
      new ReportSettings(Clock.fixed(Instant.parse("2026-03-02T03:00:00Z"), ZoneOffset.UTC));
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @Test
  void withoutAWordItIsYesterdayInTheZoneOfTheDays() {
    assertThat(settings.request(exchange).from()).isEqualTo("2026-03-01");
    settings.setZone("America/New_York");

    assertThat(settings.request(exchange).from()).isEqualTo("2026-02-28");
  }

  @Test
  void whoAsksGoesBeforeTheSettings() {
    settings.setFirstDay("2026-01-01");
    settings.setActivities("1,2");
    exchange.setVariable("export.from", "7");
    exchange.setVariable("export.activities", "3");

    ReportRequest request = settings.request(exchange);

    assertThat(request.from()).isEqualTo("2026-02-23");
    assertThat(request.activities()).isEqualTo(List.of("3"));
    assertThat(request.files("run"))
        .extracting(ExportFile::name)
        .hasSize(7 * 2)
        .startsWith("performance-2026-02-23.activity-3.csv", "orders-2026-02-23.activity-3.csv");
  }

  @Test
  void aRequestIsReadAsItIsWritten() {
    ReportRequest request = settings.request(exchange);

    assertThat(ReportRequest.parse(request.text())).isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource({
    "from, 2026-13-01, is no day",
    "from, tomorrow, is no day",
    "to, 2026-03-03, is a day to come",
    "from, 0, the first day comes after the last one",
    "from, 1999-01-01, more than ten years",
    "resolution, week, 'must be one of day, interval'",
    "reports, audit, 'Target has no report \"audit\"'",
    "activities, home, is no activity"
  })
  void whatCanNotBeAskedForIsRefused(String name, String value, String why) {
    exchange.setVariable("export." + name, value);

    assertThatThrownBy(() -> settings.request(exchange))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aWrongFormatIsRefused() {
    settings.setFormat("xml");

    assertThatThrownBy(() -> settings.request(exchange))
        .hasMessageContaining("export.reports.format=xml must be one of csv, jsonl");
  }

  @Test
  void aWrongTimeTableOrZoneIsToldByItsSetting() {
    ExportSchedules schedules = new ExportSchedules();
    schedules.setInventory("");
    schedules.setInventory("0 15 2 * * ?");

    assertThatThrownBy(() -> schedules.setInventory("nightly"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("export.inventory.schedule=nightly is no time table (")
        .hasMessageContaining("0 15 2 * * ?");
    assertThatThrownBy(() -> schedules.setReports("15 2 * * *"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("export.reports.schedule");
    assertThatThrownBy(() -> schedules.setZone("Berlin"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("export.time-zone=Berlin is no time zone");
  }
}
