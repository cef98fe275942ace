package io.github.targetroutes.sync;

import io.github.targetroutes.ops.RunReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

/** Adds up a run from the state of its batches. */
final class RunAccount {

  private static final String BATCHES =
      """
      select r.flow, r.started, r.ended, r.read_rows, r.rejected, r.rejects, r.refused, r.calls,
        r.skipped unsent, count(b.number) units, coalesce(sum(b.source_rows), 0) sent,
        coalesce(sum(b.dead_rows), 0) dead, coalesce(sum(b.skipped_rows), 0) skipped,
        coalesce(sum(case when b.state = 'COMPLETE' and b.skipped_rows < b.source_rows
          then b.source_rows - b.profiles else 0 end), 0)
          merged
      from runs r left join batches b on b.run = r.run and b.state in ('COMPLETE', 'DEAD')
      where r.run = ?
      group by r.flow, r.started, r.ended, r.read_rows, r.rejected, r.rejects, r.refused, r.calls,
        r.skipped
      """;

  private static final String CHANGES =
      """
      select count(distinct unit) units, coalesce(sum(source_rows), 0) sent,
        coalesce(sum(case when state = 'DEAD' then source_rows else 0 end), 0) dead,
        coalesce(sum(case when state = 'REJECTED' then source_rows else 0 end), 0) rejected,
        coalesce(sum(case when state = 'DONE' then source_rows - 1 else 0 end), 0) merged
      from changes where run = ? and state in ('DONE', 'DEAD', 'REJECTED')
      """;

  private static final String DEAD_LETTERS =
      """
      select dead_letter from (
        select dead_letter, number from batches where run = ? and dead_letter is not null
        union all
        select dead_letter, min(number) number from changes
          where run = ? and dead_letter is not null group by dead_letter) letters
      order by number
      """;

  private final StateStore store;
  private final Clock clock;

  RunAccount(StateStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The account of a run up to its end, or up to now. */
  RunReport of(String run) {
    List<String> deadLetters = store.query(row -> row.getString(1), DEAD_LETTERS, run, run);
    Sums changes = store.query(Sums::of, CHANGES, run).get(0);
    return store.query(row -> report(run, row, changes, deadLetters), BATCHES, run).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no run " + run));
  }

  /** What became of the changes of a run, in records of its input. */
  private record Sums(long units, long sent, long dead, long rejected, long merged) {

    static Sums of(ResultSet row) throws SQLException {
      return new Sums(
          row.getLong("units"),
          row.getLong("sent"),
          row.getLong("dead"),
          row.getLong("rejected"),
          row.getLong("merged"));
    }
  }

  private RunReport report(String run, ResultSet row, Sums changes, List<String> deadLetters)
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
        row.getLong("sent") - dead - skipped + changes.sent() - changes.dead() - changes.rejected(),
        row.getLong("rejected") + changes.rejected(),
        dead + changes.dead(),
        skipped + row.getLong("unsent"),
        row.getLong("merged") + changes.merged(),
        row.getLong("units") + changes.units(),
        row.getLong("calls"),
        row.getString("refused"),
        row.getString("rejects"),
        deadLetters);
  }
}
