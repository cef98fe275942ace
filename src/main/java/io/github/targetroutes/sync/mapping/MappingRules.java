package io.github.targetroutes.sync.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What all mappings have to keep; broken, it is an {@link IllegalArgumentException} in words. */
public final class MappingRules {

  private MappingRules() {}

  /**
   * @param otherwise what is wrong, for the person who wrote the mapping
   */
  public static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * A column's name without white space around it.
   *
   * @param of what needs it
   */
  public static String column(String column, String of) {
    check(column != null && !column.isBlank(), of + " needs 'column'");
    return column.strip();
  }

  /**
   * Makes sure that a text can be sent.
   *
   * @param text may be null
   * @param of what it belongs to
   */
  public static void text(String text, String of) {
    check(
        text == null || UTF_8.newEncoder().canEncode(text),
        of + " has a text with half of a surrogate pair");
  }
}
