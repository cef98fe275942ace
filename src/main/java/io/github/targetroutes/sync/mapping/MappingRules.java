package io.github.targetroutes.sync.mapping;

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
}
