package io.github.targetroutes.sync.stream;

import io.github.targetroutes.sync.StateStore;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;

/** What a stream keeps in the state store, by a clock. */
public abstract class KeptState extends ServiceSupport implements CamelContextAware {

  /** Null where nobody set it. */
  CamelContext context;

  Clock clock = Clock.systemUTC();
  StateStore store;

  KeptState() {}

  /**
   * @throws io.github.targetroutes.ConfigurationException where the state store can't be opened
   */
  @Override
  protected void doStart() {
    store.open();
  }

  @Override
  public final void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public final CamelContext getCamelContext() {
    return context;
  }

  public final void setDataSource(DataSource dataSource) {
    this.store = new StateStore(dataSource);
  }

  /** What tells the time; the system's clock by default. */
  public final void setClock(Clock clock) {
    this.clock = clock;
  }
}
