package io.github.targetroutes.target;

import java.util.List;

/**
 * What keeps a call from doing more than is meant: Adobe's deleteEntities deletes every entity when
 * no ids are given, and does so in every environment when none is given.
 *
 * @param needs query values without which the call is refused
 * @param confirmation the word that allows it without them
 */
public record Guard(List<String> needs, String confirmation) {

  /** Refuses a guard that guards nothing. */
  public Guard {
    if (needs == null || needs.isEmpty() || confirmation == null || confirmation.isBlank()) {
      throw new IllegalArgumentException("its guard lacks needs or a confirmation");
    }
    needs = List.copyOf(needs);
  }

  /**
   * @param confirmed what the caller confirmed; may be null
   * @throws TargetFault REJECTED where a value is missing and the confirmation too
   */
  void check(QueryValues query, String confirmed) {
    List<String> missing = needs.stream().filter(name -> !query.isWhole(name)).toList();
    if (!missing.isEmpty() && !confirmation.equals(confirmed)) {
      throw TargetFault.notSent(
          query.operation().name()
              + " without "
              + String.join(" and ", missing)
              + " means all there are; who wants that sets target.confirm (call: --confirm) to "
              + confirmation);
    }
  }
}
