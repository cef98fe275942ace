package io.github.targetroutes.sync.stream;

/**
 * What became of some records.
 *
 * @param accepted Target took them
 * @param merged of these, those that went out together with another one of their profile
 * @param rejected they broke a rule, or Target does not know their profile
 * @param dead Target refused their update
 * @param skipped the mapping's filter does not let them through
 * @param units updates that Target took
 */
record Tally(long accepted, long merged, long rejected, long dead, long skipped, long units) {

  static Tally accepted(Update update) {
    long events = update.events();
    return new Tally(events, Math.max(0, events - 1), 0, 0, 0, events == 0 ? 0 : 1);
  }

  static Tally rejected(Update update) {
    return new Tally(0, 0, update.events(), 0, 0, 0);
  }

  static Tally dead(Update update) {
    return new Tally(0, 0, 0, update.events(), 0, 0);
  }

  static Tally taken(long rejected, long skipped) {
    return new Tally(0, 0, rejected, 0, skipped, 0);
  }
}
