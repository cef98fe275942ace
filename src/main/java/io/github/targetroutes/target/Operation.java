package io.github.targetroutes.target;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One operation of Adobe Target, as {@code target-operations.yaml} has it.
 *
 * @param name as in {@code get-content-offer}
 * @param group of operations that belong together, as in {@code offers}
 * @param host which server answers it
 * @param call method and path template, as in {@code PUT /offers/content/{id}}
 * @param version of the media type {@code application/vnd.adobe.target.vN+json}; without one Target
 *     silently answers as v1 (admin-api-overview); 0 where the operation has none
 * @param type content type of the body; null where it is that media type
 * @param answer media type to ask for; null where it is that media type
 * @param token what authorizes it; never null
 * @param query names of its query values, without those of its paging; {@code any} for any
 * @param paging how a list is read in parts; never null
 * @param metered whether it counts against the quota of calls a minute (target-limits.md); never
 *     null
 * @param repeatable whether sending it twice does no harm; never null
 * @param empty whether a good answer may have no body at all
 * @param rejects how an answer of 200 may still be a refusal; null where it can't
 * @param guard what keeps it from doing more than is meant; null where it has none
 */
public record Operation(
    String name,
    String group,
    Host host,
    String call,
    int version,
    String type,
    String answer,
    Token token,
    Set<String> query,
    Paging paging,
    Boolean metered,
    Boolean repeatable,
    boolean empty,
    Rejects rejects,
    Guard guard) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern CALL = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S*)");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final String ANY = "any";

  /** Which server answers. */
  public enum Host {
    /** The Admin API of the tenant. */
    ADMIN,
    /** The Recommendations API of the tenant, behind the same gateway. */
    RECOMMENDATIONS,
    /** The profile servers of the client code. */
    EDGE,
    /** The one profile server that took a batch. */
    NODE;

    private Token token() {
      return this == ADMIN || this == RECOMMENDATIONS ? Token.ACCESS : Token.PROFILE;
    }
  }

  /** What authorizes a call. */
  public enum Token {
    /** The access token, with the API key. */
    ACCESS,
    /** The profile token, where Target is set to demand it (profile-api-settings). */
    PROFILE,
    /** Nothing: anybody may call it. */
    NONE
  }

  /** How a list is read in parts. */
  public enum Paging {
    ADMIN("limit", "offset", "sortBy"),
    RECOMMENDATIONS("limit", "offset"),
    NONE();

    private final Set<String> query;

    Paging(String... query) {
      this.query = Set.of(query);
    }
  }

  /** How an answer of 200 tells a refusal. */
  public enum Rejects {
    /** {@code rejected} counts what was not taken (saveEntities). */
    COUNTED,
    /** {@code valid} is false (validateDesign). */
    INVALID
  }

  /** Refuses what is no operation, in words that end a sentence. */
  public Operation {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("it is no name, such as get-content-offer");
    }
    if (host == null) {
      throw new IllegalArgumentException("it has no host (admin, recommendations, edge or node)");
    }
    if (call == null || !CALL.matcher(call).matches()) {
      throw new IllegalArgumentException(
          "\"" + call + "\" is no call, such as \"GET /offers/content/{id}\"");
    }
    token = token == null ? host.token() : token;
    if (version < 0 || version == 0 && answer == null && host.token() == Token.ACCESS) {
      throw new IllegalArgumentException(
          "it has no version, and Target would silently take it for version 1");
    }
    query = query == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(query));
    paging = paging == null ? Paging.NONE : paging;
    metered = metered == null || metered;
    repeatable = repeatable == null ? !call.startsWith("POST ") : repeatable;
    if (guard != null && !query.containsAll(guard.needs())) {
      throw new IllegalArgumentException("its guard needs query values that it does not have");
    }
  }

  /** GET, POST, PUT, PATCH or DELETE. */
  public String method() {
    return call.substring(0, call.indexOf(' '));
  }

  /** The path behind the host's address, with places in braces, as in {@code /audiences/{id}}. */
  public String path() {
    return call.substring(call.indexOf(' ') + 1);
  }

  /** The names of the values that a caller gives for the path, in the path's order. */
  public Set<String> pathNames() {
    Set<String> names = template().places();
    names.removeAll(Servers.NAMES);
    return names;
  }

  /** The names of the query values that a caller may give, in order; not all if it takes any. */
  public Set<String> queryNames() {
    Set<String> names = new TreeSet<>(query);
    names.addAll(paging.query);
    names.remove(ANY);
    return names;
  }

  /** Whether its query values may have any name. */
  public boolean takesAnyQuery() {
    return query.contains(ANY);
  }

  /** The media type to ask for; null where it does not matter. */
  public String accept() {
    return answer == null ? versioned() : answer;
  }

  /** The content type of the body; null where there is none. */
  public String contentType() {
    if (!WITH_BODY.contains(method())) {
      return null;
    }
    return type == null ? versioned() : type;
  }

  private String versioned() {
    return version == 0 ? null : "application/vnd.adobe.target.v" + version + "+json";
  }

  Template template() {
    return new Template(path());
  }
}
