package io.github.targetroutes.routes.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Exports with their state, and the rows of reports, in PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportsPostgresRouteTest extends ExportRoutesTest {

  // Without an initial value: it is set while the constructor of the superclass runs.
  private EmbeddedPostgres postgres;

  @Override
  protected void settings(Properties settings) {
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String url = postgres.getJdbcUrl("postgres", "postgres");
    settings.setProperty("sync.state.url", url);
    settings.setProperty("sync.state.user", "postgres");
    settings.setProperty("export.reports.table.url", url);
    settings.setProperty("export.reports.table.user", "postgres");
    settings.setProperty("export.inventory.kinds", "activities,offers");
  }

  @AfterAll
  void stopPostgres() throws IOException {
    context.stop();
    postgres.close();
  }

  private long query(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void whatIsDifferentIsToldAndADayIsThereOnce() throws SQLException {
    export("inventory");
    long offer =
        make("create-content-offer", object().put("name", "New").put("content", "x").toString())
            .path("id")
            .asLong();
    export("inventory");
    ask("delete-content-offer", Map.of("id", offer), Map.of(), null);
    export("inventory");
    export("reports", "export.from", "2026-06-01", "export.to", "2026-06-02");
    export("reports", "export.from", "2026-06-02", "export.to", "2026-06-02");

    assertThat(files("export/inventory", "/changes.jsonl").map(ExportRoutesTest::read))
        .map(lines -> lines.replaceAll(".*\"change\":\"(\\w+)\".*\\R", "$1"))
        .containsExactly("", "added", "removed");
    assertThat(query("select count(*) from exports where ended is not null")).isEqualTo(5);
    assertThat(query("select count(*) from inventory")).isEqualTo(4);
    assertThat(query("select count(*) from target_performance")).isEqualTo(2 * 4);
    assertThat(query("select count(*) from target_orders where first_day = '2026-06-02'"))
        .isEqualTo(
            query("select sum(conversions) from target_performance where first_day = '2026-06-02'"))
        .isPositive();
  }
}
