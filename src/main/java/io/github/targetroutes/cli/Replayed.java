package io.github.targetroutes.cli;

import io.github.targetroutes.error.DeadLetters;
import io.github.targetroutes.error.DeadLetters.Letter;
import java.util.Optional;

/**
 * What became of a dead letter that was to be put through again.
 *
 * @param outcome {@code done}, {@code failed}, {@code refused}, or {@code waiting} where it was not
 *     its turn
 * @param why the reason, where it failed again
 * @param became the dead letter that it is now; null where it did not fail
 */
record Replayed(String name, String what, String outcome, String why, String became) {

  static Replayed of(DeadLetters letters, Letter letter) {
    Optional<Letter> next = letters.successor(letter);
    return new Replayed(
        letter.name(),
        letter.envelope().what(),
        letters.end(letter).orElse("waiting"),
        next.map(it -> it.envelope().why()).orElse(null),
        next.map(Letter::name).orElse(null));
  }

  boolean wentThrough() {
    return outcome.equals("done");
  }

  /** One line. */
  String line() {
    String words =
        switch (outcome) {
          case "done" -> "went through";
          case "failed" -> "failed again and is now " + became + ": " + why;
          case "refused" -> "can't be put through, it is now in the folder replay/refused";
          default -> "was not put through and waits on";
        };
    return LetterText.oneLine(what + "  " + words);
  }
}
