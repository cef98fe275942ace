package io.github.targetroutes.sync;

import static io.github.targetroutes.sync.StateStore.update;

import io.github.targetroutes.ops.RunReport;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What has been done of a run, in the state store, so that a crash at any moment is resumed: a
 * batch is READY, then SUBMITTED, then COMPLETE, or READY again to be resent, or DEAD. Each step is
 * committed before the next begins; a crash in between repeats one call, which does no harm.
 *
 * <p>All methods throw a {@link StateFault} where the state store can't be used.
 */
public final class Checkpoint extends ServiceSupport {

  private static final int MAX_TEXT = 4000;

  private final Clock clock;
  private StateStore store;
  private int maxAttempts = 3;
  private int keepDays = 90;

  public Checkpoint() {
    this(Clock.systemUTC());
  }

  public Checkpoint(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws io.github.targetroutes.ConfigurationException where the state store can't be opened
   */
  @Override
  protected void doStart() {
    store.open();
  }

  /** Begins a run, or goes on with it if it is known. */
  public void begin(String run, String flow) {
    if (is(run, "flow is not null")) {
      return;
    }
    forgetOldRuns();
    store.update(
        "insert into runs (run, flow, started, prepared, read_rows, rejected, skipped, calls)"
            + " values (?, ?, ?, false, 0, 0, 0, 0)",
        run,
        flow,
        clock.instant());
  }

  private void forgetOldRuns() {
    Instant limit = clock.instant().minus(Duration.ofDays(keepDays));
    store.together(
        connection -> {
          String old = "coalesce(ended, started) < ?";
          update(
              connection,
              "delete from batches where run in (select run from runs where " + old + ")",
              limit);
          update(
              connection,
              "delete from changes where run in (select run from runs where " + old + ")",
              limit);
          update(connection, "delete from runs where " + old, limit);
        });
  }

  /** Whether the run's batches are all there, or its input was refused. */
  public boolean isPrepared(String run) {
    return is(run, "(prepared or refused is not null)");
  }

  /** Whether the run's report has been made. */
  public boolean isAccounted(String run) {
    return is(run, "ended is not null");
  }

  /**
   * Where the run's input goes in the end: {@code done}, or {@code failed} where it was refused.
   */
  public String folder(String run) {
    return is(run, "refused is not null") ? "failed" : "done";
  }

  /** The run's input can't be read as a whole. */
  public void refused(String run, String why) {
    String text = why.length() > MAX_TEXT ? why.substring(0, MAX_TEXT) : why;
    store.update("update runs set refused = ? where run = ?", text, run);
  }

  /** Notes the batches of a run, all or none. */
  public void prepared(String run, Prepared prepared) {
    store.together(
        connection -> {
          for (BatchFile batch : prepared.batches()) {
            update(
                connection,
                "insert into batches (run, number, total, file, bytes, profiles, source_rows,"
                    + " state, attempts, dead_rows, skipped_rows) values (?, ?, ?, ?, ?, ?, ?,"
                    + " 'READY', 0, 0, 0)",
                run,
                batch.number(),
                prepared.batches().size(),
                batch.file().toString(),
                batch.bytes(),
                batch.profiles(),
                batch.rows());
          }
          update(
              connection,
              "update runs set prepared = true, read_rows = ?, rejected = ?, skipped = ?, rejects ="
                  + " ? where run = ?",
              prepared.read(),
              prepared.rejected(),
              prepared.skipped() + prepared.unchanged(),
              prepared.rejected() == 0 ? null : prepared.rejects().toString(),
              run);
        });
  }

  /**
   * Notes that the run's changes are all there.
   *
   * @param read records of the input
   * @param rejected of them, those that broke a rule
   * @param skipped of them, those that need not be sent
   * @param changes that are to be sent
   */
  public void planned(String run, long read, long rejected, long skipped, long changes) {
    store.update(
        "update runs set prepared = true, read_rows = ?, rejected = ?, skipped = ?, changes = ?"
            + " where run = ?",
        read,
        rejected,
        skipped,
        changes,
        run);
  }

  /** Where the run's rejects are kept. */
  public void rejects(String run, String file) {
    store.update("update runs set rejects = ? where run = ?", file, run);
  }

  /** Whether a batch of the run is still to be sent or followed. */
  public boolean hasOpen(String run) {
    return !batches(run, "state in ('READY', 'SUBMITTED')").isEmpty();
  }

  /** The batches that are to be sent, in order. */
  public List<Batch> ready(String run) {
    return batches(run, "state = 'READY'");
  }

  /** The batches that Target has taken and not finished. */
  public List<Batch> submitted(String run) {
    return batches(run, "state = 'SUBMITTED'");
  }

  /** Target has taken the batch. */
  public void submitted(Batch batch, String node, String batchId) {
    store.update(
        "update batches set state = 'SUBMITTED', attempts = attempts + 1, node = ?, batch_id = ?,"
            + " sent = ? where run = ? and number = ?",
        node,
        batchId,
        clock.instant(),
        batch.run(),
        batch.number());
  }

  /**
   * What becomes of a batch that Target has finished: COMPLETE; READY where it was not taken as a
   * whole and is to be sent again; DEAD where that has been tried often enough. Changes nothing.
   */
  public String verdict(Batch batch, BatchStatus status) {
    if (status.missing(batch.profiles()) == 0) {
      return "COMPLETE";
    }
    return batch.attempts() < maxAttempts ? "READY" : "DEAD";
  }

  /**
   * Notes the verdict.
   *
   * @param deadLetter where a DEAD batch is kept; null for others
   */
  public void settle(Batch batch, BatchStatus status, String state, String deadLetter) {
    settle(batch, state, status.deadRows(batch), status.skippedRows(batch), deadLetter);
  }

  /** Target refused the batch for good. */
  public void refused(Batch batch, String deadLetter) {
    settle(batch, "DEAD", batch.rows(), 0, deadLetter);
  }

  private void settle(Batch batch, String state, long dead, long skipped, String deadLetter) {
    store.update(
        "update batches set state = ?, dead_rows = ?, skipped_rows = ?, dead_letter = ?"
            + " where run = ? and number = ?",
        state,
        dead,
        skipped,
        deadLetter,
        batch.run(),
        batch.number());
  }

  /** Adds calls that were made for the run. */
  public void called(String run, long calls) {
    store.update("update runs set calls = calls + ? where run = ?", calls, run);
  }

  /** The account of a run. */
  public RunReport report(String run) {
    return new RunAccount(store, clock).of(run);
  }

  /** How far the runs are that have not ended, the oldest first. */
  public List<RunState> underWay() {
    return new RunList(store).underWay();
  }

  /** The accounts of the runs that ended last, the latest first. */
  public List<RunReport> ended(int most) {
    return new RunList(store).ended(most).stream().map(this::report).toList();
  }

  /** The run's report stands where it belongs: it is not made again. */
  public void accounted(String run) {
    store.update("update runs set ended = ? where run = ? and ended is null", clock.instant(), run);
  }

  private boolean is(String run, String condition) {
    return !store
        .query(row -> run, "select run from runs where run = ? and " + condition, run)
        .isEmpty();
  }

  private List<Batch> batches(String run, String condition) {
    return store.query(
        row ->
            new Batch(
                run,
                row.getInt("number"),
                row.getInt("total"),
                new File(row.getString("file")),
                row.getLong("bytes"),
                row.getLong("profiles"),
                row.getLong("source_rows"),
                row.getInt("attempts"),
                row.getString("node"),
                row.getString("batch_id")),
        "select * from batches where run = ? and " + condition + " order by number",
        run);
  }

  public void setDataSource(DataSource dataSource) {
    this.store = new StateStore(dataSource);
  }

  /** How often a batch that Target did not take as a whole is sent before it is given up. */
  public void setMaxAttempts(int maxAttempts) {
    this.maxAttempts = maxAttempts;
  }

  /** For how many days after its end a run is remembered. */
  public void setKeepDays(int keepDays) {
    this.keepDays = keepDays;
  }
}
