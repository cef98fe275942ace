package io.github.targetroutes.target;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code {operationIdResponse:n}}, which Target replaces with the id that operation n of the same
 * batch was answered with. Here n is a place in the list of operations; on the wire it is the
 * number within one call.
 */
final class BatchReferences {

  private static final Pattern REFERENCE = Pattern.compile("\\{operationIdResponse:(\\d{1,9})}");

  /** As it is percent-encoded in a value of a path or query. */
  private static final Pattern ENCODED = Pattern.compile("%7BoperationIdResponse%3A(\\d{1,9})%7D");

  /** A value of a JSON text that is a reference and nothing else; no field's name. */
  private static final Pattern WHOLE =
      Pattern.compile("(?<=[:,\\[])\"\\{operationIdResponse:(\\d{1,9})}\"(?!:)");

  private BatchReferences() {}

  static String of(int operation) {
    return "{operationIdResponse:" + operation + "}";
  }

  /** The URL with its references as Target wants them: Target encodes what it puts there. */
  static String inUrl(String url) {
    return ENCODED.matcher(url).replaceAll(found -> "{operationIdResponse:" + found.group(1) + "}");
  }

  /** The operations that a URL or a JSON text refers to. */
  static Set<Integer> in(String text) {
    Set<Integer> operations = new TreeSet<>();
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      operations.add(Integer.valueOf(reference.group(1)));
    }
    return operations;
  }

  /**
   * The URL or JSON text with its references put right.
   *
   * @param id the id that an operation was answered with; null where it is in the same call
   * @param number the number of an operation within the call
   */
  static String resolved(String text, IntFunction<Long> id, IntFunction<Integer> number) {
    String values =
        WHOLE
            .matcher(text)
            .replaceAll(
                found -> {
                  Long known = id.apply(Integer.parseInt(found.group(1)));
                  return known == null ? found.group() : known.toString();
                });
    return REFERENCE
        .matcher(values)
        .replaceAll(
            found -> {
              int operation = Integer.parseInt(found.group(1));
              Long known = id.apply(operation);
              return known == null ? of(number.apply(operation)) : known.toString();
            });
  }
}
