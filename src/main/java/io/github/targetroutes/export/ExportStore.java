package io.github.targetroutes.export;

import io.github.targetroutes.sync.StateStore;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * The state store, with the tables of exports. It is opened when it is first used: the file in
 * which its database stands may be read after the one that names this.
 */
public final class ExportStore implements CamelContextAware {

  private static final List<String> SCHEMA =
      List.of(
          "create table if not exists exports (run varchar(500) primary key,"
              + " flow varchar(100) not null, asked varchar(4000) not null,"
              + " started timestamp with time zone not null, ended timestamp with time zone,"
              + " calls bigint not null)",
          "create table if not exists export_files (run varchar(500) not null,"
              + " number int not null, name varchar(500) not null, what varchar(100) not null,"
              + " bytes bigint not null, records bigint not null, skipped bigint not null,"
              + " place bigint not null, state varchar(10) not null, primary key (run, number))",
          "create table if not exists export_refusals (run varchar(500) not null,"
              + " number int not null, what varchar(500) not null, reason varchar(4000) not null)",
          "create table if not exists export_activities (run varchar(500) not null,"
              + " number bigint not null, activity varchar(100) not null,"
              + " type varchar(50) not null, primary key (run, number))",
          "create table if not exists inventory (kind varchar(100) not null, id varchar(500) not"
              + " null, hash varchar(64), name varchar(1000), new_hash varchar(64) not null,"
              + " new_name varchar(1000), seen varchar(500) not null, primary key (kind, id))",
          "create table if not exists inventory_kinds (kind varchar(100) primary key,"
              + " taken timestamp with time zone not null)");

  private CamelContext context;
  private String dataSource = "stateStore";
  private StateStore store;

  public ExportStore() {}

  /** The state store in a database of its own. */
  ExportStore(DataSource source) {
    open(source);
  }

  /**
   * The store, with its tables.
   *
   * @throws io.github.targetroutes.ConfigurationException where it can't be opened
   */
  synchronized StateStore get() {
    if (store == null) {
      open(context.getRegistry().lookupByNameAndType(dataSource, DataSource.class));
    }
    return store;
  }

  private void open(DataSource source) {
    StateStore opened = new StateStore(source);
    opened.open();
    SCHEMA.forEach(opened::update);
    store = opened;
  }

  /** The name of the bean that is the database. */
  public void setDataSource(String dataSource) {
    this.dataSource = dataSource;
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
