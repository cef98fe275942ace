package io.github.targetroutes.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** The runs that the state store knows. */
final class RunList {

  private static final String UNDER_WAY =
      """
      select r.run, r.flow, r.started, r.prepared, r.read_rows, r.calls,
        r.rejected + r.settled_rows + coalesce(sum(case when b.state in ('COMPLETE', 'DEAD')
          then b.source_rows else 0 end), 0) settled,
        r.changes + count(b.number) units,
        r.settled_changes + coalesce(sum(case when b.state in ('COMPLETE', 'DEAD')
          then 1 else 0 end), 0) settled_units,
        coalesce(sum(case when b.state = 'SUBMITTED' then 1 else 0 end), 0) at_target,
        min(case when b.state = 'SUBMITTED' then b.sent end) at_target_since
      from runs r left join batches b on b.run = r.run
      where r.ended is null
      group by r.run, r.flow, r.started, r.prepared, r.read_rows, r.calls, r.rejected,
        r.changes, r.settled_changes, r.settled_rows
      order by r.run
      """;

  private final StateStore store;

  RunList(StateStore store) {
    this.store = store;
  }

  /** Those that have not ended, the oldest first. */
  List<RunState> underWay() {
    return store.query(RunList::state, UNDER_WAY);
  }

  /** Names of those that ended last, the latest first. */
  List<String> ended(int most) {
    return store.query(
        row -> row.getString(1),
        "select run from runs where ended is not null order by ended desc limit " + most);
  }

  private static RunState state(ResultSet row) throws SQLException {
    return new RunState(
        row.getString("run"),
        row.getString("flow"),
        time(row, "started"),
        row.getBoolean("prepared"),
        row.getLong("read_rows"),
        row.getLong("settled"),
        row.getLong("units"),
        row.getLong("settled_units"),
        row.getLong("at_target"),
        time(row, "at_target_since"),
        row.getLong("calls"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
