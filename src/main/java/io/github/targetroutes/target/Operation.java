package io.github.targetroutes.target;

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

  enum Host {
    ADMIN,
    EDGE,
    NODE
  }

  String method() {
    return call.substring(0, call.indexOf(' '));
  }

  String pathTemplate() {
    return call.substring(call.indexOf(' ') + 1);
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
    return method().equals("POST") || method().equals("PUT")
        ? type == null ? accept() : type
        : null;
  }
}
