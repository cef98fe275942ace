package io.github.targetroutes.sync.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What becomes of a file.
 *
 * @param refused words of the sentence with which the file is refused; null where it is taken
 * @param accepted how many records are
 * @param rejects the beginnings of "line column reason" of the first rejects, the column only where
 *     one is named
 * @param rejected how many rejects there are
 */
record Outcome(String refused, long accepted, List<String> rejects, long rejected) {

  static Outcome refused(String words) {
    return new Outcome(words, 0, List.of(), 0);
  }

  static Outcome taken(long accepted, String... rejects) {
    return new Outcome(null, accepted, List.of(rejects), rejects.length);
  }

  /** The same, with so many rejects, of which no more than the first are looked at. */
  Outcome with(long all) {
    return new Outcome(refused, accepted, rejects, all);
  }

  void assertIs(Outcome actual) {
    if (refused != null || actual.refused != null) {
      assertThat(actual.refused).contains(refused == null ? "to be taken" : refused);
      return;
    }
    assertThat(actual.accepted).as("accepted; rejects %s", actual.rejects).isEqualTo(accepted);
    assertThat(actual.rejected).as("rejects %s", actual.rejects).isEqualTo(rejected);
    for (int i = 0; i < rejects.size(); i++) {
      assertThat(actual.rejects.get(i)).contains(rejects.get(i));
    }
  }
}
