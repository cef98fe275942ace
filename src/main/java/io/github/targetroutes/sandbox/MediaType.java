package io.github.targetroutes.sandbox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the Admin API, which travels in the media type (admin-api-overview): {@code
 * Content-Type} decides for POST, PUT and PATCH, {@code Accept} for the rest, and no version means
 * v1. The sandbox knows the version of the current specification only (C2); older ones were dropped
 * from it in 2025, and a client that still sends them should learn it here.
 *
 * @param version 1 to 3
 */
record MediaType(int version) {

  static final MediaType V1 = new MediaType(1);

  private static final Pattern VERSION =
      Pattern.compile("application/vnd\\.adobe\\.target\\.v(\\d{1,3})\\+json");

  static String value(int version) {
    return "application/vnd.adobe.target.v" + version + "+json";
  }

  String value() {
    return value(version);
  }

  boolean fits(Call call) {
    String header = hasBody(call) ? call.header("Content-Type") : call.header("Accept");
    Matcher matcher = VERSION.matcher(header == null ? "" : header);
    boolean named = false;
    while (matcher.find()) {
      named = true;
      if (Integer.parseInt(matcher.group(1)) == version) {
        return true;
      }
    }
    return !named && version == 1;
  }

  /** Whether the body is said to be something else than JSON. */
  static boolean isForeign(Call call) {
    String type = call.header("Content-Type");
    return hasBody(call)
        && call.body().length > 0
        && type != null
        && !type.toLowerCase(Locale.ROOT).contains("json");
  }

  private static boolean hasBody(Call call) {
    return switch (call.method()) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }
}
