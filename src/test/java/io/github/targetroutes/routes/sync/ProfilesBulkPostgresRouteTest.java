package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code sync-profiles-bulk} with its state in PostgreSQL, by changing one address. */
class ProfilesBulkPostgresRouteTest extends ProfilesBulkTest {

  // Without an initial value: it is set while the constructor of the superclass runs.
  private EmbeddedPostgres postgres;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.setProperty("sync.state.url", postgres.getJdbcUrl("postgres", "postgres"));
    settings.setProperty("sync.state.user", "postgres");
  }

  @AfterAll
  void stopPostgres() throws IOException {
    context.stop();
    postgres.close();
  }

  @Test
  void theRunIsKeptInPostgres() throws SQLException {
    drop("customers.csv", customers("p", 25));

    assertThat(account(report("done", "customers.csv")))
        .isEqualTo("25 read = 25 accepted + 0 rejected + 0 dead + 0 skipped");
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        ResultSet row =
            connection.createStatement().executeQuery("select read_rows, ended from runs")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong("read_rows")).isEqualTo(25);
      assertThat(row.getTimestamp("ended")).isNotNull();
    }
    drop("again.csv", customers("p", 26));
    assertThat(account(report("done", "again.csv")))
        .as("only the difference is sent")
        .isEqualTo("26 read = 1 accepted + 0 rejected + 0 dead + 25 skipped");
    assertThat(log.complaints()).isEmpty();
  }
}
