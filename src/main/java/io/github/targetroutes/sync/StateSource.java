package io.github.targetroutes.sync;

import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The connections to the state store. Where nodes share it, one of them works on the flows at a
 * time, the one that holds the {@link Lease}, and no other changes the state of a run.
 */
public final class StateSource extends HikariDataSource {

  // Processes of two containers may have one number.
  private final String node =
      "%s/%d-%04x"
          .formatted(
              host(), ProcessHandle.current().pid(), ThreadLocalRandom.current().nextInt(0x10000));
  private Duration lease = Duration.ZERO;

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** This program's name among the nodes: host, process and a number of its own. */
  public String node() {
    return node;
  }

  /** Whether nodes share the state store. */
  public boolean isShared() {
    return lease.toMillis() > 0;
  }

  /**
   * Keeps the lease where it is until the connection's transaction ends.
   *
   * @throws LostLease where another node holds it
   */
  void requireLease(Connection connection) throws SQLException {
    if (isShared()
        && StateStore.update(connection, "update leases set node = node where node = ?", node)
            == 0) {
      throw new LostLease();
    }
  }

  /** How long a node that went silent holds the lease; 0 where no other node shares the store. */
  public Duration lease() {
    return lease;
  }

  /** See {@link #lease()}. */
  public void setLease(Duration lease) {
    this.lease = lease;
    if (isShared() && String.valueOf(getJdbcUrl()).startsWith("jdbc:postgresql:")) {
      // DANGER: a node that freezes within a transaction would hold its rows, and with them the
      // lease, until it thaws.
      setConnectionInitSql("set idle_in_transaction_session_timeout = " + lease.toMillis());
    }
  }
}
