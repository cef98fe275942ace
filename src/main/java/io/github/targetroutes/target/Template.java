package io.github.targetroutes.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with places in braces, as in {@code /offers/content/{id}}. */
record Template(String path) {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** Dots alone need no encoding and mean another path: to delete ".." is not to delete one. */
  private static final Set<String> OTHER_PATHS = Set.of(".", "..");

  /**
   * The path with its places filled and the query behind it, all of it percent-encoded.
   *
   * @param value what goes into a place, by its name
   * @throws TargetFault REJECTED where a value can't be part of a path
   */
  String filled(Function<String, Object> value, Map<?, ?> query) {
    Matcher place = PLACE.matcher(path);
    StringBuilder url = new StringBuilder();
    while (place.find()) {
      Object one = value.apply(place.group(1));
      if (OTHER_PATHS.contains(String.valueOf(one))) {
        throw TargetFault.notSent("\"" + one + "\" can't stand for " + place.group());
      }
      place.appendReplacement(url, Matcher.quoteReplacement(encoded(one)));
    }
    place.appendTail(url);
    query.forEach(
        (key, one) ->
            url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(key))
                .append('=')
                .append(encoded(one)));
    return url.toString();
  }

  /** Leaves only RFC 3986's unreserved characters, so no value can change the address's form. */
  static String encoded(Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
