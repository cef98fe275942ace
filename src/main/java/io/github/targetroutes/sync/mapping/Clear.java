package io.github.targetroutes.sync.mapping;

import static io.github.targetroutes.sync.mapping.MappingRules.check;

/**
 * The source's word for "there is no value any more". Target ignores empty values and never clears
 * for one; so another word is sent, which audiences and profile scripts have to know.
 *
 * @param from the source's word
 * @param to what is sent for it, as it stands here
 */
public record Clear(String from, String to) {

  public Clear {
    check(
        from != null && !from.isEmpty() && to != null && !to.isEmpty(),
        "'clear' needs 'from' and 'to'; a word that means nothing to YAML, as null, stands in"
            + " quotes");
    MappingRules.text(to, "'clear'");
  }
}
