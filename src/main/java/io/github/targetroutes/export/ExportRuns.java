package io.github.targetroutes.export;

import static io.github.targetroutes.sync.StateStore.update;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.ops.RunReport;
import io.github.targetroutes.ops.WorkLeft;
import io.github.targetroutes.sync.StateStore;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What has been done of an export, in the state store, so that a crash at any moment is resumed. A
 * file is OPEN while it grows, WHOLE when nothing is missing, SENT when the target has it, and
 * REFUSED where Target does not give what belongs into it.
 *
 * <p>All methods throw a {@link io.github.targetroutes.sync.StateFault} where the state store can't
 * be used.
 */
public final class ExportRuns implements WorkLeft {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);
  private static final int MAX_TEXT = 4000;

  private final Clock clock;
  private ExportStore store;
  private ExportFolder folder;
  private int keepDays = 90;

  public ExportRuns() {
    this(Clock.systemUTC());
  }

  ExportRuns(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins an export, or goes on with one that was interrupted and was asked for the same.
   *
   * @param asked what is wanted; exports of equal words are the same
   * @return the run's name
   * @throws ConfigurationException where another program works on that export
   */
  public String begin(String flow, String asked) throws IOException {
    for (String run : unfinished(flow, asked)) {
      if (!folder.hold(run)) {
        throw new ConfigurationException(
            "Another Target Routes on this machine works on the export "
                + run
                + "; wait until it has ended");
      }
      return run;
    }
    clearEnded();
    forgetOldRuns();
    Instant now = clock.instant();
    String run = NAME.format(now) + "-" + flow;
    folder.create(run);
    store
        .get()
        .update(
            "insert into exports (run, flow, asked, started, calls) values (?, ?, ?, ?, 0)",
            run,
            flow,
            asked,
            now);
    return run;
  }

  /** The oldest export of the flow that has not ended and that nobody else works on; or null. */
  public String unfinished(String flow) throws IOException {
    clearEnded();
    for (String run : unfinished(flow, null)) {
      if (folder.hold(run)) {
        return run;
      }
    }
    return null;
  }

  /** Whether an export has begun that this program can go on with. */
  @Override
  public boolean isWorkLeft() {
    try {
      return unfinished("inventory") != null || unfinished("reports") != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> unfinished(String flow, String asked) {
    return store
        .get()
        .query(
            row -> row.getString(1),
            "select run from exports where flow = ? and ended is null"
                + (asked == null ? "" : " and asked = ?")
                + " order by started",
            asked == null ? new Object[] {flow} : new Object[] {flow, asked})
        .stream()
        .filter(folder::has)
        .toList();
  }

  /** Removes what a crash has left of an export after its end was noted. */
  private void clearEnded() throws IOException {
    for (String run : folder.runs()) {
      boolean ended =
          !store
              .get()
              .query(row -> run, "select run from exports where run = ? and ended is not null", run)
              .isEmpty();
      if (ended) {
        folder.clearUnheld(run);
      }
    }
  }

  /** Forgets an interrupted export of the flow that was asked for the same, and its files. */
  public void forget(String flow, String asked) throws IOException {
    for (String run : unfinished(flow, asked)) {
      if (folder.hold(run)) {
        forget("run = ?", run);
        folder.clear(run);
      }
    }
  }

  private void forgetOldRuns() {
    forget("coalesce(ended, started) < ?", clock.instant().minus(Duration.ofDays(keepDays)));
  }

  private void forget(String which, Object value) {
    store
        .get()
        .together(
            connection -> {
              String runs = " where run in (select run from exports where " + which + ")";
              update(connection, "delete from export_files" + runs, value);
              update(connection, "delete from export_refusals" + runs, value);
              update(connection, "delete from export_activities" + runs, value);
              update(connection, "delete from exports where " + which, value);
            });
  }

  /** What the export was asked for. */
  String asked(String run) {
    return export(run, "asked", row -> row.getString(1));
  }

  /** When the export began, across restarts. */
  Instant started(String run) {
    return export(run, "started", ExportRuns::time).orElseThrow();
  }

  private <T> T export(String run, String column, StateStore.Reader<T> reader) {
    return store
        .get()
        .query(reader, "select " + column + " from exports where run = ?", run)
        .stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no export " + run));
  }

  /** Whether it is known which files the export makes. */
  public boolean isPlanned(String run) {
    return !files(run, "number > 0").isEmpty();
  }

  /** Notes the files that the export makes, in their order, where it is not known yet. */
  void plan(Connection connection, List<ExportFile> files) throws SQLException {
    for (ExportFile file : files) {
      update(
          connection,
          "insert into export_files (run, number, name, what, bytes, records, skipped, place,"
              + " state) values (?, ?, ?, ?, 0, 0, 0, 0, 'OPEN')",
          file.run(),
          file.number(),
          file.name(),
          file.what());
    }
  }

  /** All or nothing. */
  void together(StateStore.Work work) {
    store.get().together(work);
  }

  /** The files to which something is missing, but for those that are made of the others. */
  public List<ExportFile> growing(String run) {
    return files(run, "state = 'OPEN' and what <> ''");
  }

  /** The files that the target does not have yet, each to be filled first. */
  public List<ExportFile> unsent(String run) {
    return files(run, "state in ('OPEN', 'WHOLE')");
  }

  /** The files that are made of the others and are not yet made. */
  List<ExportFile> derived(String run) {
    return files(run, "state = 'OPEN' and what = ''");
  }

  /** The files that can be handed over and have not been. */
  public List<ExportFile> whole(String run) {
    return files(run, "state = 'WHOLE'");
  }

  /** The files that the target has, or will have. */
  public List<ExportFile> given(String run) {
    return files(run, "state in ('WHOLE', 'SENT')");
  }

  /** What the exports were asked for that have handed over a file of that name. */
  List<String> askedFor(String name) {
    return store
        .get()
        .query(
            row -> row.getString(1),
            "select e.asked from export_files f join exports e on e.run = f.run"
                + " where f.name = ? and f.state = 'SENT'",
            name);
  }

  /** The file as it stands now. */
  ExportFile now(ExportFile file) {
    return files(file.run(), "number = " + file.number()).get(0);
  }

  private List<ExportFile> files(String run, String condition) {
    return store
        .get()
        .query(
            row -> file(run, row),
            "select * from export_files where run = ? and " + condition + " order by number",
            run);
  }

  private static ExportFile file(String run, ResultSet row) throws SQLException {
    return new ExportFile(
        run,
        row.getInt("number"),
        row.getString("name"),
        row.getString("what"),
        row.getLong("bytes"),
        row.getLong("records"),
        row.getLong("skipped"),
        row.getLong("place"));
  }

  /** Adds a call that is made for the export. */
  public void called(String run) {
    store.get().update("update exports set calls = calls + 1 where run = ?", run);
  }

  /** Notes that the file has grown; what is on the disk behind its bytes does not count. */
  void grown(Connection connection, ExportFile file) throws SQLException {
    update(
        connection,
        "update export_files set bytes = ?, records = ?, skipped = ?, place = ?"
            + " where run = ? and number = ?",
        file.bytes(),
        file.records(),
        file.skipped(),
        file.place(),
        file.run(),
        file.number());
  }

  /** Nothing is missing in the file any more. */
  public void whole(ExportFile file) {
    state(file, "WHOLE");
  }

  /** Files that were made as a whole: all of them are, or none is. */
  void made(ExportFile... files) {
    store
        .get()
        .together(
            connection -> {
              for (ExportFile file : files) {
                grown(connection, file);
                state(connection, file, "WHOLE");
              }
            });
  }

  /** The target has the file. */
  public void sent(ExportFile file) {
    state(file, "SENT");
  }

  private void state(ExportFile file, String state) {
    store.get().together(connection -> state(connection, file, state));
  }

  private static void state(Connection connection, ExportFile file, String state)
      throws SQLException {
    update(
        connection,
        "update export_files set state = ? where run = ? and number = ?",
        state,
        file.run(),
        file.number());
  }

  /** Target does not give what belongs into the file: there will be none. */
  public void refused(ExportFile file, String reason) {
    store
        .get()
        .together(
            connection -> {
              refuse(connection, file, file.what(), reason);
              update(
                  connection,
                  "update export_files set state = 'REFUSED', records = 0, skipped = 0"
                      + " where run = ? and number = ?",
                  file.run(),
                  file.number());
            });
  }

  /** Target does not give a part of the file. */
  void refuse(Connection connection, ExportFile file, String what, String reason)
      throws SQLException {
    update(
        connection,
        "insert into export_refusals (run, number, what, reason) values (?, ?, ?, ?)",
        file.run(),
        file.number(),
        what,
        reason.length() > MAX_TEXT ? reason.substring(0, MAX_TEXT) : reason);
  }

  /** What was asked for and not given, in the order in which it was refused. */
  public List<Refusal> refusals(String run) {
    return store
        .get()
        .query(
            row -> new Refusal(row.getString(1), row.getString(2)),
            "select what, reason from export_refusals where run = ? order by number",
            run);
  }

  /** How far the export of a flow has got that began last, in a line; empty where none goes on. */
  public String progress(String flow) {
    return store
        .get()
        .query(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s: %d of %d files, %,d records, %,d calls",
                    row.getString("run"),
                    row.getLong("done"),
                    row.getLong("files"),
                    row.getLong("records"),
                    row.getLong("calls")),
            "select e.run, e.calls, count(f.number) files, coalesce(sum(f.records), 0) records,"
                + " coalesce(sum(case when f.state = 'OPEN' then 0 else 1 end), 0) done"
                + " from exports e left join export_files f on f.run = e.run"
                + " where e.flow = ? and e.ended is null group by e.run, e.calls, e.started"
                + " order by e.started desc",
            flow)
        .stream()
        .findFirst()
        .orElse("");
  }

  /**
   * Stops an export of which Target has given nothing at all: that is the credential's fault, and
   * no property of what was asked for.
   *
   * @throws TargetFault with the reason of the first refusal
   */
  public void requireSome(String run) {
    List<Refusal> refusals = refusals(run);
    if (refusals.isEmpty() || !files(run, "what <> '' and state <> 'REFUSED'").isEmpty()) {
      return;
    }
    store
        .get()
        .together(
            connection -> {
              update(connection, "delete from export_refusals where run = ?", run);
              update(
                  connection,
                  "update export_files set state = 'OPEN', bytes = 0, place = 0"
                      + " where run = ? and state = 'REFUSED'",
                  run);
            });
    throw new TargetFault(TargetFault.Kind.FORBIDDEN, refusals.get(0).reason(), null, null);
  }

  /**
   * The account of an export: records that Target gave and that are in files (accepted), those that
   * came twice (skipped), and what it refused (rejected).
   */
  public RunReport report(String run) {
    List<ExportFile> files = files(run, "state in ('WHOLE', 'SENT')");
    long refused = refusals(run).size();
    long records =
        files.stream().filter(file -> !file.what().isEmpty()).mapToLong(ExportFile::records).sum();
    long skipped = files.stream().mapToLong(ExportFile::skipped).sum();
    return new RunReport(
        run,
        export(run, "flow", row -> row.getString(1)),
        started(run),
        export(run, "ended", ExportRuns::time).orElseGet(clock::instant),
        records + skipped + refused,
        records,
        refused,
        0,
        skipped,
        0,
        files.size(),
        export(run, "calls", row -> row.getLong(1)),
        null,
        null,
        List.of());
  }

  private static Optional<Instant> time(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** Nothing is left to do. */
  public void ended(String run) throws IOException {
    store
        .get()
        .update(
            "update exports set ended = ? where run = ? and ended is null", clock.instant(), run);
    folder.clear(run);
  }

  /** Where it is kept. */
  public void setStore(ExportStore store) {
    this.store = store;
  }

  /** Where the files grow. */
  public void setFolder(ExportFolder folder) {
    this.folder = folder;
  }

  /** For how many days after its end an export is remembered. */
  public void setKeepDays(int keepDays) {
    this.keepDays = keepDays;
  }
}
