package io.github.targetroutes.sandbox;

import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of the rows of one batch. */
final class BatchCounts {

  private final Map<ProfileStore.Applied, Integer> rows = new EnumMap<>(ProfileStore.Applied.class);

  void add(ProfileStore.Applied row) {
    rows.merge(row, 1, Integer::sum);
  }

  int successful() {
    return distinct() + of(ProfileStore.Applied.UPDATED_AGAIN);
  }

  int notFound() {
    return of(ProfileStore.Applied.NOT_FOUND);
  }

  int failed() {
    return of(ProfileStore.Applied.FAILED);
  }

  int created() {
    return of(ProfileStore.Applied.CREATED);
  }

  /** Profiles touched, each once. */
  int distinct() {
    return created() + of(ProfileStore.Applied.UPDATED);
  }

  private int of(ProfileStore.Applied outcome) {
    return rows.getOrDefault(outcome, 0);
  }
}
