package io.github.targetroutes.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with places in braces, as in {@code /offers/content/{id}}. */
record Template(String path) {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /**
   * Dots between slashes mean another path, and a proxy may decode slashes before it looks for
   * dots: to delete "../5" is not to delete one. What controls a terminal is nobody's id.
   */
  private static final Pattern UNSAFE =
      Pattern.compile("(^|.*[/\\\\])\\.\\.?([/\\\\].*|$)|.*\\p{Cntrl}.*", Pattern.DOTALL);

  /** The names of its places, in order. */
  Set<String> places() {
    Set<String> places = new LinkedHashSet<>();
    Matcher place = PLACE.matcher(path);
    while (place.find()) {
      places.add(place.group(1));
    }
    return places;
  }

  /**
   * The path with its places filled, percent-encoded.
   *
   * @param value what goes into a place, by its name
   * @throws TargetFault REJECTED where a value can't be part of a path
   */
  String filled(Function<String, Object> value) {
    return PLACE
        .matcher(path)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    encoded(checked(place.group(), value.apply(place.group(1))))));
  }

  private static Object checked(String place, Object value) {
    if (UNSAFE.matcher(value.toString()).matches()) {
      throw TargetFault.notSent("\"" + value + "\" can't stand for " + place);
    }
    if (value instanceof Double || value instanceof Float) {
      throw TargetFault.notSent(
          "The number " + value + " can't stand for " + place + ": it may be rounded");
    }
    return value;
  }

  /** Leaves only RFC 3986's unreserved characters, so no value can change the address's form. */
  static String encoded(Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
