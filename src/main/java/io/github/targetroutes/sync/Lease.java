package io.github.targetroutes.sync;

import java.sql.SQLException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node at a time look into the sources and work on the flows, where nodes share a state
 * store: one, not one for each flow, for Target counts the calls of all nodes together. It is a row
 * in the state store with a time by the database's own clock. The node that holds it renews it; one
 * that is killed, frozen or cut off does not, and another one takes over when the time is over.
 * What a frozen node does when it wakes up is stopped by {@link StateSource#requireLease}.
 */
public final class Lease extends ServiceSupport
    implements PollingConsumerPollStrategy, CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** How often it is renewed in its time. */
  private static final int RENEWALS = 4;

  private static final String SCHEMA =
      "create table if not exists leases (name varchar(100) primary key,"
          + " node varchar(300) not null, ends timestamp with time zone not null)";

  private static final String FIRST =
      "insert into leases select 'flows', '', current_timestamp"
          + " where not exists (select name from leases where name = 'flows')";

  /** By the database's clock, which is the same for all nodes. */
  private static final String ENDS =
      "current_timestamp + cast(? as double precision) * interval '0.001' second";

  /** Milliseconds; how soon a wait notices that the program ends. */
  private static final long LOOK_EVERY = 100;

  private CamelContext context;
  private StateSource source;
  private StateStore store;
  private ScheduledExecutorService renewer;
  private volatile long heldUntil = System.nanoTime();
  private String told = "";

  /** A lease as the state store has it; {@code left} in milliseconds. */
  private record Holder(String node, long left) {}

  @Override
  protected void doStart() {
    if (!source.isShared()) {
      return;
    }
    store = new StateStore(source);
    store.open(SCHEMA, FIRST);
    renewer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "lease");
    long every = Math.max(1, source.lease().toMillis() / RENEWALS);
    renewer.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
  }

  /** The next node need not wait for the end of the time. */
  @Override
  protected void doStop() {
    if (renewer == null) {
      return;
    }
    context.getExecutorServiceManager().shutdownNow(renewer);
    try {
      store.free("update leases set ends = current_timestamp where node = ?", source.node());
    } catch (SQLException e) {
      LOG.debug("The lease ends by itself", e);
    }
  }

  /**
   * Whether this node may look for work now. A node that stands by waits here until the present
   * holder has renewed or lost the lease: so that a time of a schedule is not missed when the
   * holder died just before it.
   */
  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    if (!source.isShared()) {
      return true;
    }
    try {
      return isHeld() || taken() || takenAfterItsEnd();
    } catch (SQLException e) {
      // The routes that use the state store tell of it.
      LOG.debug("The lease can't be asked for", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether this node may work, for all that is known without a wait. */
  public boolean isOurs() {
    return !source.isShared() || isHeld();
  }

  /** Whether this node holds it for a good while, by what it knows itself. */
  private boolean isHeld() {
    return heldUntil - System.nanoTime() > source.lease().toNanos() / 2;
  }

  private boolean taken() throws SQLException {
    // Counted from before the question, so that this node never believes in it for too long.
    long asked = System.nanoTime();
    boolean taken =
        store.free(
                "update leases set node = ?, ends = "
                    + ENDS
                    + " where node = ? or ends < current_timestamp",
                source.node(),
                source.lease().toMillis(),
                source.node())
            == 1;
    if (taken) {
      heldUntil = asked + source.lease().toNanos();
      tell(source.node());
    }
    return taken;
  }

  private boolean takenAfterItsEnd() throws SQLException, InterruptedException {
    Holder holder = holder();
    tell(holder.node());
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(holder.left());
    while (end - System.nanoTime() > 0) {
      if (context.isStopping()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY);
    }
    return taken();
  }

  private Holder holder() throws SQLException {
    return store
        .freely(
            row -> new Holder(row.getString(1), row.getLong(2)),
            "select node, cast(extract(epoch from (ends - current_timestamp)) * 1000 as bigint)"
                + " from leases")
        .get(0);
  }

  private void renew() {
    try {
      if (heldUntil - System.nanoTime() > 0 || source.node().equals(holder().node())) {
        taken();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The lease could not be renewed: {}", StateStore.reason(e));
    }
  }

  private synchronized void tell(String node) {
    if (node.equals(told)) {
      return;
    }
    told = node;
    if (node.equals(source.node())) {
      LOG.info("This node, {}, works on the flows", node);
    } else {
      LOG.info("The node {} works on the flows, this one stands by", node);
    }
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    // Nothing is to be done after a look.
  }

  /** Whether the look is repeated at once. */
  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception fault) {
    LOG.warn("{} could not be looked into: {}", endpoint, StateStore.reason(fault));
    return false;
  }

  /** The connections to the state store. */
  public void setSource(StateSource source) {
    this.source = source;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
