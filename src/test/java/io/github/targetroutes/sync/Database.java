package io.github.targetroutes.sync;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database in which the state of the flows is kept, each a real one. */
public enum Database {
  H2 {
    @Override
    public DataSource in(Path folder) {
      JdbcDataSource source = new JdbcDataSource();
      // Left open for a moment: nobody pools its connections here, and to open it takes longest.
      source.setURL("jdbc:h2:file:" + folder.resolve("state") + ";DB_CLOSE_DELAY=5");
      return source;
    }

    @Override
    public DataSource missing(Path folder) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL("jdbc:h2:file:" + folder.resolve("nowhere") + ";IFEXISTS=TRUE");
      return source;
    }
  },

  POSTGRESQL {
    @Override
    public DataSource in(Path folder) {
      PGSimpleDataSource source = (PGSimpleDataSource) Server.POSTGRES.getPostgresDatabase();
      source.setCurrentSchema(Server.schema(source, folder));
      return source;
    }

    @Override
    public DataSource missing(Path folder) {
      return Server.POSTGRES.getDatabase("postgres", "nowhere");
    }
  };

  /** The same store for the same folder, an empty one for a new folder. */
  public abstract DataSource in(Path folder);

  /** One that isn't there; its name is "nowhere". */
  public abstract DataSource missing(Path folder);

  /** Started when it is first asked for; it ends with the JVM. */
  private static final class Server {

    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String schema(DataSource source, Path folder) {
      String name = "s" + Integer.toHexString(folder.hashCode());
      new StateStore(source).update("create schema if not exists " + name);
      return name;
    }
  }
}
