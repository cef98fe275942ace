package io.github.targetroutes.routes.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.github.targetroutes.export.Reports;
import io.github.targetroutes.routes.LogLines;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The tests share Target, the routes and the data folder: each of them has days of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsRouteTest extends ExportRoutesTest {

  private static final String ROUTE = "export-reports";
  private static final String PERFORMANCE = "reports.performance";
  private static final String ORDERS = "reports.orders";

  /** Those of the sandbox that are approved and of which there are reports. */
  private static final int ACTIVITIES = 2;

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("error.target.retries", "0");
    settings.setProperty("adobe.target.response-timeout", "20000");
    settings.setProperty("export.time-zone", "America/Los_Angeles");
    settings.setProperty("export.look-period", "100");
    settings.setProperty("export.reports.schedule", "0 0 0 1 1 ? 2099");
    settings.setProperty("export.reports.table.url", table());
  }

  private String table() {
    return "jdbc:h2:file:" + data.resolve("reports");
  }

  private void exportDays(String from, String to, String... more) {
    List<Object> variables = new ArrayList<>(List.of("export.from", from, "export.to", to));
    variables.addAll(List.of(more));
    export("reports", variables.toArray());
  }

  private Path file(String name) {
    return data.resolve("export/reports").resolve(name);
  }

  private static List<Map<String, String>> rows(Path csv) {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(csv.toFile())) {
      return rows.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sum(Stream<Map<String, String>> rows, String column) {
    return rows.mapToLong(row -> Long.parseLong(row.get(column))).sum();
  }

  private long query(String sql) {
    try (Connection connection = DriverManager.getConnection(table());
        ResultSet result = connection.createStatement().executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void daysAddUpToTheirIntervalAndExperiencesToTheTotals() throws IOException {
    exportDays("2026-03-06", "2026-03-10");
    exportDays("2026-03-06", "2026-03-10", "export.resolution", "interval");
    JsonNode totals =
        ask(
                "get-ab-performance-report",
                Map.of("id", 1),
                Map.of("reportInterval", "2026-03-06T00:00-08:00/2026-03-11T00:00-07:00"),
                null)
            .at("/report/statistics/totals");

    for (String column : List.of("visitors", "visits", "impressions", "conversions")) {
      long days =
          files("export/reports", ".csv")
              .filter(
                  file -> file.getFileName().toString().matches("performance-2026-03-\\d\\d.csv"))
              .mapToLong(file -> sum(ofFirst(file), column))
              .sum();
      assertThat(days)
          .isPositive()
          .isEqualTo(sum(ofFirst(file("performance-2026-03-06--2026-03-10.csv")), column))
          .isEqualTo(
              column.equals("conversions")
                  ? totals.at("/visitor/totals/conversions").asLong()
                  : totals.at("/" + column.replaceFirst("s$", "") + "/totals/entries").asLong());
    }
    assertThat(rows(file("orders-2026-03-06--2026-03-10.csv")).stream())
        .hasSize(
            (int)
                sum(rows(file("performance-2026-03-06--2026-03-10.csv")).stream(), "conversions"));
    assertNothingIsLeftBehind();
  }

  private static Stream<Map<String, String>> ofFirst(Path file) {
    return rows(file).stream().filter(row -> row.get("activityId").equals("1"));
  }

  @Test
  void anInterruptedExportGoesOnWithoutRepeatingACall() throws IOException {
    int before = calls(PERFORMANCE) + calls(ORDERS);
    int listed = calls("activities.list");
    sandbox.faults().add(Fault.status(500).matching("/report/").after(4));

    assertThat(
            call(
                    "direct:export-reports",
                    null,
                    "export.from",
                    "2026-05-01",
                    "export.to",
                    "2026-05-03")
                .getException())
        .isNotNull();
    // What a crash leaves behind the bytes that were noted.
    for (Path part : files("exporting", ".csv").toList()) {
      Files.writeString(part, "1,half a li", StandardOpenOption.APPEND);
    }
    assertThat(file("orders-2026-05-01.csv")).exists();
    assertThat(file("performance-2026-05-02.csv")).doesNotExist();
    exportDays("2026-05-01", "2026-05-03");

    // Three days, two reports; and the one call that failed.
    assertThat(calls(PERFORMANCE) + calls(ORDERS)).isEqualTo(before + 3 * 2 * ACTIVITIES + 1);
    assertThat(calls("activities.list")).isEqualTo(listed + 1);
    for (int day = 1; day <= 3; day++) {
      assertThat(rows(file("performance-2026-05-0" + day + ".csv")))
          .hasSize(2 * ACTIVITIES)
          .extracting(row -> row.get("day"))
          .containsOnly("2026-05-0" + day);
    }
    assertNothingIsLeftBehind();
  }

  @Test
  void aDayThatIsExportedAgainIsInTheTableOnce() {
    String ofTheDay = " where first_day = date '2026-06-01' and last_day = date '2026-06-01'";
    exportDays("2026-06-01", "2026-06-01");
    long rows = query("select count(*) from target_performance" + ofTheDay);
    long orders = query("select count(*) from target_orders" + ofTheDay);
    int before = calls(PERFORMANCE);

    exportDays("2026-06-01", "2026-06-01");

    assertThat(calls(PERFORMANCE)).isEqualTo(before + ACTIVITIES);
    assertThat(query("select count(*) from target_performance" + ofTheDay))
        .isEqualTo(rows)
        .isEqualTo(2 * ACTIVITIES);
    assertThat(query("select count(*) from target_orders" + ofTheDay)).isEqualTo(orders);
    assertThat(query("select sum(conversions) from target_performance" + ofTheDay))
        .isEqualTo(orders)
        .isPositive();
  }

  @Test
  void theScheduleTakesWhatIsNotThereYet() throws Exception {
    exportDays("2026-07-02", "2026-07-02");
    int before = calls(PERFORMANCE);
    call(
        "direct:export-reports",
        null,
        "export.from",
        "2026-07-01",
        "export.to",
        "2026-07-03",
        "export.missing",
        true);

    assertThat(calls(PERFORMANCE)).isEqualTo(before + 2 * ACTIVITIES);
  }

  @Test
  void theServiceWorksOnWhatHasBegun() throws Exception {
    context.getRouteController().startRoute(ROUTE + "-work");
    LocalDate yesterday = LocalDate.now(ZoneId.of("America/Los_Angeles")).minusDays(1);
    // What the schedule does when its time has come.
    context
        .getRegistry()
        .lookupByNameAndType("reports", Reports.class)
        .begin(new DefaultExchange(context));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(file("orders-" + yesterday + ".csv")).exists());
    assertThat(context.getRoute(ROUTE + "-schedule")).isNotNull();
  }

  @Test
  void whatTargetDoesNotReportIsLeftOutAndTold() {
    try (LogLines log = LogLines.listen()) {
      exportDays("2026-08-01", "2026-08-01", "export.activities", "1,4,4711");

      assertThat(context.getRoute("export-account")).isNotNull();
      assertThat(log.at(Level.WARN))
          .hasSize(2 * 2)
          .anyMatch(
              line ->
                  line.endsWith(
                      "orders of activity 4711 on 2026-08-01 is left out. Target has no activity"
                          + " 4711"))
          .anyMatch(line -> line.contains("is of type auto_allocate"));
    }

    JsonNode account = accounts("reports").stream().reduce((one, next) -> next).orElseThrow();
    assertThat(account.path("rejected").asInt()).isEqualTo(2 * 2);
    assertThat(account.path("complete").asBoolean()).isTrue();
    assertThat(rows(file("performance-2026-08-01.activity-1-4-4711.csv"))).hasSize(2);
    assertThat(file("performance-2026-08-01.csv")).doesNotExist();
  }
}
