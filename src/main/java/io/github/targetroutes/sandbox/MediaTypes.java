package io.github.targetroutes.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the Admin API, which travels in the media type (adobe-facts.md C1): {@code
 * Content-Type} decides for POST, PUT and PATCH, {@code Accept} for the rest, and no version means
 * v1. The sandbox knows the version of the current specification only (C2); older ones were dropped
 * from it in 2025, and a client that still sends them should learn it here.
 */
enum MediaTypes {
  ACTIVITIES(3),
  AUDIENCES(3),
  OFFERS(2),
  AUTHENTICATION(1);

  private static final Pattern VERSION =
      Pattern.compile("application/vnd\\.adobe\\.target\\.v(\\d{1,3})\\+json");

  private final int version;

  MediaTypes(int version) {
    this.version = version;
  }

  String value() {
    return "application/vnd.adobe.target.v" + version + "+json";
  }

  boolean fits(Call call) {
    String header =
        switch (call.method()) {
          case "POST", "PUT", "PATCH" -> call.header("Content-Type");
          default -> call.header("Accept");
        };
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
}
