package io.github.targetroutes.target;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of Adobe Target, as {@code target-operations.yaml} has it.
 *
 * @param host which server answers it
 * @param call method and path template, as in {@code PUT /offers/content/{id}}
 * @param version of the media type {@code application/vnd.adobe.target.vN+json}; without one Target
 *     silently answers as v1 (admin-api-overview); 0 where the operation has none
 * @param type content type of the body; null where it has none of its own
 * @param metered whether it counts against the quota of calls a minute (target-limits.md)
 * @param repeatable whether sending it twice does no harm; null: all but POST
 */
record Operation(
    Host host, String call, int version, String type, Boolean metered, Boolean repeatable) {

  private static final Pattern CALL = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S*)");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  enum Host {
    ADMIN,
    EDGE,
    NODE
  }

  /** Refuses what is no call, in words that follow "The table of operations can't be used: ". */
  Operation {
    if (host == null) {
      throw new IllegalArgumentException("an operation has no host (admin, edge or node)");
    }
    if (call == null || !CALL.matcher(call).matches()) {
      throw new IllegalArgumentException(
          "\"" + call + "\" is no call, such as \"GET /offers/content/{id}\"");
    }
  }

  String method() {
    return part(1);
  }

  Template path() {
    return new Template(part(2));
  }

  private String part(int group) {
    Matcher matcher = CALL.matcher(call);
    matcher.matches();
    return matcher.group(group);
  }

  boolean isMetered() {
    return metered == null || metered;
  }

  boolean isRepeatable() {
    return repeatable == null ? !method().equals("POST") : repeatable;
  }

  /** The media type of what Target answers; null where it has no versions. */
  String accept() {
    return version == 0 ? null : "application/vnd.adobe.target.v" + version + "+json";
  }

  /** The content type of the body; null where there is none. */
  String contentType() {
    if (!WITH_BODY.contains(method())) {
      return null;
    }
    return type == null ? accept() : type;
  }
}
