package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  @TempDir static Path folder;
  private static PlayedTarget target;

  @BeforeAll
  static void start() {
    target = new PlayedTarget(folder);
  }

  @AfterAll
  static void stop() {
    target.close();
  }

  private static String of(String report, String interval) {
    return "/activities/ab/1/report/"
        + report
        + "?reportInterval="
        + URLEncoder.encode(interval, StandardCharsets.UTF_8);
  }

  private static JsonNode totals(String interval) {
    return target.get(of("performance", interval), 1).at("/report/statistics/totals");
  }

  @Test
  void daysAddUpToTheirInterval() {
    for (String count : new String[] {"visitor", "visit", "impression"}) {
      long entries = 0;
      long conversions = 0;
      for (LocalDate day = LocalDate.of(2026, 2, 1);
          day.isBefore(LocalDate.of(2026, 2, 15));
          day = day.plusDays(1)) {
        JsonNode one = totals(day + "/" + day.plusDays(1)).path(count).path("totals");
        assertThat(one.path("entries").asLong()).isGreaterThan(one.path("conversions").asLong());
        entries += one.path("entries").asLong();
        conversions += one.path("conversions").asLong();
      }
      JsonNode whole = totals("2026-02-01/2026-02-15").path(count).path("totals");
      assertThat(whole.path("entries").asLong()).isEqualTo(entries).isPositive();
      assertThat(whole.path("conversions").asLong()).isEqualTo(conversions).isPositive();
    }
  }

  @Test
  void experiencesAddUpToTheTotalsAndOrdersToTheConversions() {
    String interval = "2026-02-01T00:00-07:00/2026-02-08T00:00-07:00";
    JsonNode statistics = target.get(of("performance", interval), 1).at("/report/statistics");
    long visitors = 0;
    for (JsonNode experience : statistics.path("experiences")) {
      visitors += experience.at("/totals/visitor/totals/entries").asLong();
    }
    assertThat(statistics.at("/totals/visitor/totals/entries").asLong()).isEqualTo(visitors);
    JsonNode orders = target.get(of("orders", interval), 1).path("orders");
    assertThat(orders)
        .hasSize(statistics.at("/totals/visitor/totals/conversions").asInt())
        .allMatch(one -> one.path("time").asText().compareTo("2026-02-01T07:00:00") >= 0)
        .allMatch(one -> one.path("time").asText().compareTo("2026-02-08T07:00:00") < 0);
    Set<String> ids = new HashSet<>(PlayedTarget.texts(orders, "id"));
    assertThat(ids).hasSize(orders.size());
    assertThat(target.get(of("orders", interval), 1).path("orders")).isEqualTo(orders);
  }

  @Test
  void nothingIsReportedOfTheTimeToCome() {
    assertThat(totals("2026-03-02/2026-03-09").at("/visitor/totals/entries").asLong()).isZero();
    assertThat(totals("2026-02-28/2026-04-01")).isEqualTo(totals("2026-02-28/2026-03-01T12:00"));
  }

  @Test
  void wrongIntervalsAndOtherKindsAreRefused() {
    for (String wrong : new String[] {"2026-02-01", "2026-02-02/2026-02-01", "a/b"}) {
      target.refused(400, "GET", of("performance", wrong), 1, null);
    }
    target.refused(404, "GET", "/activities/xt/1/report/orders", 1, null);
    target.refused(404, "GET", "/activities/ab/4711/report/orders", 1, null);
    assertThat(
            target.get("/activities/abt/3/report/orders", 1).at("/orders/0").has("decisionStackId"))
        .isTrue();
  }
}
