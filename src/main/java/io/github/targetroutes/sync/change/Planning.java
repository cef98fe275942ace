package io.github.targetroutes.sync.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.Checkpoint;
import io.github.targetroutes.sync.Guard;
import io.github.targetroutes.sync.Rejects;
import io.github.targetroutes.sync.input.RecordReader;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.sync.input.SourceRecord;
import io.github.targetroutes.sync.mapping.Mapped;
import io.github.targetroutes.sync.mapping.MappingResource;
import io.github.targetroutes.sync.mapping.RecordMapping;
import io.github.targetroutes.target.CallQuota;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Plans the runs of one flow as its settings say: reads a file through the mapping, checks each
 * object by the rules of its kind, and works out what has to be sent. The mapping is read anew for
 * every run.
 */
public final class Planning implements CamelContextAware {

  /** Bytes of an operation's address at most. */
  private static final int ADDRESS = 100;

  private CamelContext context;
  private final Clock clock;
  private String flow;
  private ObjectRules rules;
  private String mapping;
  private int maxChanges = 200;
  private long maxBytes = 1_000_000;
  private boolean keepsIds;
  private Duration refreshAfter = Duration.ZERO;

  public Planning() {
    this(Clock.systemUTC());
  }

  public Planning(Clock clock) {
    this.clock = clock;
  }

  /**
   * Plans a run; what an earlier planning of it left is dropped.
   *
   * @throws io.github.targetroutes.sync.input.RefusedFile where the file as a whole can't be read,
   *     or would change more than the guards allow
   */
  public Planned plan(File input, String run) throws IOException {
    Changes changes = shared(Changes.class);
    Planned planned;
    try {
      planned = work(input, run);
      check(input, planned);
    } catch (RefusedFile refused) {
      // DANGER: what is left of the plan would be sent.
      changes.clear(run);
      throw refused;
    }
    shared(Checkpoint.class)
        .planned(
            run,
            planned.read(),
            planned.rejected(),
            planned.skipped() + planned.unchanged(),
            planned.changes());
    return planned;
  }

  /**
   * @throws RefusedFile where a run would stop before it sends anything
   */
  public void check(File input, Planned planned) {
    Guard guard = shared(Guard.class);
    // What the ledger does not know can be there all the same: the file itself is the measure then.
    long objects = Math.max(shared(Ledger.class).count(flow), planned.read());
    guard.checkDeletes(input, planned.deletes(), objects);
    guard.checkRejects(input, planned.rejected(), planned.read());
  }

  /** Works out what a file would change, and keeps nothing of it. */
  public Planned preview(File input) throws IOException {
    String run = "preview";
    try {
      return work(input, run);
    } finally {
      shared(Changes.class).clear(run);
      shared(RunFiles.class).clear(run, flow);
    }
  }

  /** How many calls of the quota a plan takes: each operation of a batch counts as one. */
  public long calls(Planned planned) {
    return keepsIds ? planned.changes() : planned.units();
  }

  private Planned work(File input, String run) throws IOException {
    Changes changes = shared(Changes.class);
    RunFiles files = shared(RunFiles.class);
    changes.clear(run);
    files.begin(flow, run);
    RecordMapping by = mapping();
    Planner.Terms terms =
        new Planner.Terms(run, flow, keepsIds, Planner.staleBefore(clock.instant(), refreshAfter));
    long read = 0;
    long filtered = 0;
    try (RecordReader reader = RecordReader.open(input.toPath(), RecordReader.DEFAULT);
        Rejects rejects = new Rejects(files.preparedRejects(flow, run));
        Bodies bodies = new Bodies(files.bodies(flow, run))) {
      reader.require(by.columns());
      Planner planner = new Planner(terms, changes, shared(Ledger.class), bodies, packer());
      for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
        read++;
        Mapped mapped = by.map(record);
        if (mapped instanceof Mapped.Rejected rejected) {
          rejects.add(rejected.reject());
        } else if (mapped instanceof Mapped.Body body) {
          add(planner, record, body, rejects);
        } else {
          filtered++;
        }
      }
      int units = planner.finish();
      return new Planned(
          read,
          rejects.count(),
          filtered + planner.skipped(),
          planner.unchanged(),
          changes.count(run, Action.CREATE),
          changes.count(run, Action.UPDATE),
          changes.count(run, Action.DELETE),
          units,
          planner.first());
    }
  }

  /**
   * An object that has an id in Target is an operation of its own: there is no use in a unit of
   * more of them than go out in one call.
   */
  private Packer packer() {
    return keepsIds
        ? new Packer(Math.min(maxChanges, shared(CallQuota.class).atOnce()), maxBytes, ADDRESS)
        : new Packer(maxChanges, maxBytes, 0);
  }

  private void add(Planner planner, SourceRecord record, Mapped.Body mapped, Rejects rejects)
      throws IOException {
    try {
      if (mapped.delete()) {
        rules.checkKey(mapped.key());
        planner.add(mapped.key(), null, record);
      } else {
        ObjectNode body = rules.check(mapped.key(), mapped.body());
        planner.add(mapped.key(), body, record);
      }
    } catch (BrokenRule broken) {
      rejects.add(record.reject(broken.field(), broken.getMessage()));
    }
  }

  /** What all flows share; looked up late, for the order in which route files are read is open. */
  private <T> T shared(Class<T> type) {
    return context.getRegistry().findSingleByType(type);
  }

  private RecordMapping mapping() {
    String text = MappingResource.text(context, mapping, "sync." + flow + ".mapping");
    return RecordMapping.parse(text, mapping);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  public String flow() {
    return flow;
  }

  /** The flow's name, as in {@code sync.<flow>.mapping}. */
  public void setFlow(String flow) {
    this.flow = flow;
  }

  public void setRules(ObjectRules rules) {
    this.rules = rules;
  }

  /** Where the mapping is: {@code file:} or {@code classpath:}. */
  public void setMapping(String mapping) {
    this.mapping = mapping;
  }

  /** Changes of one call at most. */
  public void setMaxChanges(int maxChanges) {
    this.maxChanges = maxChanges;
  }

  /** Bytes of the bodies of one call at most. */
  public void setMaxBytes(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Whether Target has ids of its own for the objects, so that only known ones can be deleted, and
   * each is an operation of its own.
   */
  public void setKeepsIds(boolean keepsIds) {
    this.keepsIds = keepsIds;
  }

  /** After how long an unchanged object is sent again; zero: never. */
  public void setRefreshAfter(Duration refreshAfter) {
    this.refreshAfter = refreshAfter;
  }
}
