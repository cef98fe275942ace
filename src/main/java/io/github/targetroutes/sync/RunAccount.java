package io.github.targetroutes.sync;

import io.github.targetroutes.ops.RunReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

/** Adds up a run from the state of its batches. */
final class RunAccount {

  private static final String SUMS =
      """
      select r.flow, r.started, r.ended, r.read_rows, r.rejected, r.skipped filtered, r.rejects,
        r.refused, r.calls,
        count(b.number) units, coalesce(sum(b.source_rows), 0) sent,
        coalesce(sum(b.dead_rows), 0) dead, coalesce(sum(b.skipped_rows), 0) skipped,
        coalesce(sum(case when b.state = 'COMPLETE' and b.skipped_rows < b.source_rows
          then b.source_rows - b.profiles else 0 end), 0)
          merged
      from runs r left join batches b on b.run = r.run and b.state in ('COMPLETE', 'DEAD')
      where r.run = ?
      group by r.flow, r.started, r.ended, r.read_rows, r.rejected, r.skipped, r.rejects, r.refused,
        r.calls
      """;

  private final StateStore store;
  private final Clock clock;

  RunAccount(StateStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The account of a run up to its end, or up to now. */
  RunReport of(String run) {
    List<String> deadLetters =
        store.query(
            row -> row.getString(1),
            "select dead_letter from batches where run = ? and dead_letter is not null"
                + " order by number",
            run);
    return store.query(row -> report(run, row, deadLetters), SUMS, run).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no run " + run));
  }

  private RunReport report(String run, ResultSet row, List<String> deadLetters)
      throws SQLException {
    OffsetDateTime ended = row.getObject("ended", OffsetDateTime.class);
    long dead = row.getLong("dead");
    long skipped = row.getLong("skipped");
    return new RunReport(
        run,
        row.getString("flow"),
        row.getObject("started", OffsetDateTime.class).toInstant(),
        ended == null ? clock.instant() : ended.toInstant(),
        row.getLong("read_rows"),
        row.getLong("sent") - dead - skipped,
        row.getLong("rejected"),
        dead,
        skipped + row.getLong("filtered"),
        row.getLong("merged"),
        row.getLong("units"),
        row.getLong("calls"),
        row.getString("refused"),
        row.getString("rejects"),
        deadLetters);
  }
}
