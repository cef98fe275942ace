package io.github.targetroutes.sync;

import static io.github.targetroutes.sync.mapping.MappingRules.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;

/**
 * What a mapping may name. Adobe publishes no list of characters for attribute names, and sends
 * them URL-encoded; so every letter and digit of any script is allowed, and what has a meaning in a
 * batch file or a URL is not.
 */
public final class AttributeRules {

  /** Characters, as the Target limits page states for names of profile parameters. */
  private static final int MAX_NAME = 128;

  private static final String FORBIDDEN = ",;=&?#%+/\\\"'<>";
  private static final Set<String> KEYS =
      Set.of("pcId", "thirdPartyId", "mbox3rdPartyId", "mboxPC");

  private AttributeRules() {}

  /**
   * @throws IllegalArgumentException where it can't be one; the message says why
   */
  public static void name(String name) {
    check(name != null && !name.isBlank(), "an attribute has no 'name'");
    check(
        !name.startsWith("profile."),
        "attribute '" + name + "' must stand without 'profile.', which Target adds by itself");
    check(
        name.length() <= MAX_NAME,
        "attribute '" + name + "' has a name longer than " + MAX_NAME + " characters");
    check(
        !KEYS.contains(name),
        "attribute '" + name + "' has the name of a key; give it another one");
    check(
        UTF_8.newEncoder().canEncode(name)
            && name.codePoints().noneMatch(AttributeRules::isForbidden),
        "attribute '" + name + "' has a name with white space or one of " + FORBIDDEN);
  }

  static void constant(String constant, String of) {
    check(
        constant == null || !constant.isBlank(),
        "attribute '" + of + "' has an empty constant, which Target would ignore");
    check(
        constant == null || UTF_8.newEncoder().canEncode(constant),
        "attribute '" + of + "' has a constant with half of a surrogate pair");
  }

  private static boolean isForbidden(int character) {
    return FORBIDDEN.indexOf(character) >= 0
        || Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }
}
